package dev.tidalctl.tidal;

import static dev.tidalctl.testing.hostile.SoundApi.head;
import static dev.tidalctl.testing.hostile.SoundApi.json;

import dev.tidalctl.testing.hostile.Misbehaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * One way to be answered badly, and what is true of the request then.
 *
 * @param name in the table
 * @param how what the server does
 * @param truth what became of the request
 */
record Hostility(String name, Misbehaviour how, Truth truth) {
  /** What became of a request. */
  enum Truth {
    /** It did not arrive, or was turned away unread: another endpoint may have it. */
    NOT_TAKEN,
    /** The server says that it was not done. */
    DECLINED,
    /** The server says that it has no such thing. */
    UNSUPPORTED,
    /** It may have been done. */
    OPEN,
    /** It was done, and the answer says no more than that. */
    DONE_BARELY,
    /** It was done. */
    DONE
  }

  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
  private static final String GZIPPED =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n";
  private static final String WAVE = "[1,2,3,4],".repeat(6_000);
  private static final String HUGE_MEMBERS =
      """
      {"epoch":1e999,"revision":99999999999999999999,"token":1e400,"ttlMs":-1e400,
       "position":{"term":-9223372036854775809,"seqno":1e999},"seqno":1e99,"transitions":1e9}
      """;

  /** Whether it makes the client wait to its limit. */
  boolean slow() {
    return switch (how) {
      case Misbehaviour.NeverAccepts n -> true;
      case Misbehaviour.NeverReads n -> true;
      case Misbehaviour.NeverAnswers n -> true;
      case Misbehaviour.Drips d -> true;
      case Misbehaviour.Answers a -> a.keeps();
      case Misbehaviour.Floods f -> false;
      case Misbehaviour.Refuses r -> false;
      case Misbehaviour.ResetsMidRequest r -> false;
      case Misbehaviour.ResetsAfterTheEffect r -> false;
      case Misbehaviour.ClosesAfterTheEffect c -> false;
      case Misbehaviour.DropsKeptConnections d -> false;
      case Misbehaviour.None n -> false;
    };
  }

  /** Whether it is a matter of gigabytes. */
  boolean floods() {
    return how instanceof Misbehaviour.Floods || name.contains("bomb");
  }

  /**
   * All of them.
   *
   * @param elsewhere where redirects lead to
   */
  static List<Hostility> all(String elsewhere) {
    List<Hostility> all = new ArrayList<>();
    all.addAll(connections());
    all.addAll(statuses(elsewhere));
    all.addAll(bodies());
    all.addAll(protocol());
    return all;
  }

  private static List<Hostility> connections() {
    return List.of(
        new Hostility("refuses connections", new Misbehaviour.Refuses(), Truth.NOT_TAKEN),
        new Hostility("never accepts", new Misbehaviour.NeverAccepts(), Truth.NOT_TAKEN),
        new Hostility("never reads", new Misbehaviour.NeverReads(), Truth.OPEN),
        new Hostility("never answers", new Misbehaviour.NeverAnswers(), Truth.OPEN),
        new Hostility(
            "drips its head",
            new Misbehaviour.Drips("HTTP/1.1 200", " OK, and so on and so on and so on"),
            Truth.OPEN),
        new Hostility(
            "drips its body",
            new Misbehaviour.Drips(head(200, "application/json", 100), "{                        "),
            Truth.OPEN),
        new Hostility(
            "drips a refusal",
            new Misbehaviour.Drips(
                head(409, "application/problem+json", 100), "{                      "),
            Truth.OPEN),
        new Hostility("resets mid-request", new Misbehaviour.ResetsMidRequest(), Truth.OPEN),
        new Hostility(
            "resets after the effect", new Misbehaviour.ResetsAfterTheEffect(), Truth.OPEN),
        new Hostility(
            "closes after the effect", new Misbehaviour.ClosesAfterTheEffect(), Truth.OPEN),
        new Hostility(
            "drops kept connections", new Misbehaviour.DropsKeptConnections(), Truth.DONE));
  }

  private static List<Hostility> statuses(String elsewhere) {
    String again = "Retry-After: 0\r\nContent-Length: 0\r\n\r\n";
    return List.of(
        closing("401", "HTTP/1.1 401 Who\r\nWWW-Authenticate: Bearer\r\n" + again, Truth.NOT_TAKEN),
        closing("404 of nobody", "HTTP/1.1 404 No\r\n" + again, Truth.UNSUPPORTED),
        closing("405", "HTTP/1.1 405 No\r\n" + again, Truth.UNSUPPORTED),
        closing("407", "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n" + again, Truth.OPEN),
        closing("408", "HTTP/1.1 408 Slow\r\n" + again, Truth.OPEN),
        closing("421", "HTTP/1.1 421 Misdirected\r\n" + again, Truth.DECLINED),
        closing("429", "HTTP/1.1 429 Much\r\n" + again, Truth.DECLINED),
        closing("500", "HTTP/1.1 500 Oh\r\n" + again, Truth.OPEN),
        closing("501", "HTTP/1.1 501 Oh\r\n" + again, Truth.UNSUPPORTED),
        closing("503", "HTTP/1.1 503 Busy\r\n" + again, Truth.OPEN),
        closing(
            "503 stands by",
            json(503, "{\"code\":\"not_authoritative\",\"detail\":\"I stand by\"}"),
            Truth.NOT_TAKEN),
        closing(
            "409 with its code",
            json(409, "{\"code\":\"stale_token\",\"detail\":\"token 5 is over\"}"),
            Truth.DECLINED),
        closing("409 in HTML", head(409, "text/html", 6) + "<html>", Truth.DECLINED),
        closing("409 cut short", head(409, "application/problem+json", 99) + "{\"c", Truth.OPEN),
        closing(
            "302 here", "HTTP/1.1 302 Look\r\nLocation: /v1/other\r\n" + again, Truth.NOT_TAKEN),
        closing(
            "307 elsewhere",
            "HTTP/1.1 307 Look\r\nLocation: " + elsewhere + "/v1\r\n" + again,
            Truth.NOT_TAKEN),
        closing("308 to nowhere", "HTTP/1.1 308 Look\r\n" + again, Truth.NOT_TAKEN),
        closing(
            "303 elsewhere",
            "HTTP/1.1 303 Done\r\nLocation: " + elsewhere + "/v1\r\n" + again,
            Truth.OPEN),
        closing("304", "HTTP/1.1 304 Same\r\n\r\n", Truth.OPEN),
        closing("204", "HTTP/1.1 204 Done\r\n\r\n", Truth.DONE_BARELY),
        closing("204 with a body", "HTTP/1.1 204 Done\r\nContent-Length: 2\r\n\r\n{}", Truth.OPEN),
        closing("299 of nothing", "HTTP/1.1 299 Fine\r\n" + again, Truth.DONE_BARELY),
        closing("600", "HTTP/1.1 600 What\r\n" + again, Truth.OPEN));
  }

  private static List<Hostility> bodies() {
    return List.of(
        closing("malformed JSON", json(200, "{\"epoch\":1,"), Truth.OPEN),
        closing("two values", json(200, "{} {}"), Truth.OPEN),
        closing("a member twice", json(200, "{\"a\":1,\"a\":2}"), Truth.OPEN),
        closing("an array", json(200, "[]"), Truth.OPEN),
        closing("null", json(200, "null"), Truth.OPEN),
        closing("an empty object", json(200, "{}"), Truth.DONE_BARELY),
        closing("members out of range", json(200, HUGE_MEMBERS), Truth.DONE_BARELY),
        closing("a number of 2000 digits", json(200, "9".repeat(2000)), Truth.OPEN),
        closing("nested 100000 deep", json(200, "[".repeat(100_000)), Truth.OPEN),
        closing("not UTF-8", head(200, "application/json", 3) + "\"\u00ff\"", Truth.OPEN),
        closing("HTML", head(200, "text/html", 6) + "<html>", Truth.OPEN),
        closing("JSON called text", head(200, "text/plain", 2) + "{}", Truth.OPEN),
        closing(
            "JSON called nothing", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", Truth.OPEN),
        closing("cut short", head(200, "application/json", 99) + "{}", Truth.OPEN),
        closing("a chunk cut short", CHUNKED + "\r\n99\r\n{}", Truth.OPEN),
        closing("no last chunk", CHUNKED + "\r\n2\r\n{}\r\n", Truth.OPEN),
        closing("a chunk of no size", CHUNKED + "\r\nzz\r\n{}\r\n0\r\n\r\n", Truth.OPEN),
        closing("a chunk of negative size", CHUNKED + "\r\n-2\r\n{}\r\n0\r\n\r\n", Truth.OPEN),
        closing("JSON called gzip", GZIPPED + "Content-Length: 2\r\n\r\n{}", Truth.DONE_BARELY),
        new Hostility(
            "10 GB of known length",
            new Misbehaviour.Floods(head(200, "application/json", 10_000_000_000L), WAVE),
            Truth.OPEN),
        new Hostility(
            "10 GB to the end of the connection",
            new Misbehaviour.Floods(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[", WAVE),
            Truth.OPEN),
        new Hostility(
            "10 GB in chunks",
            new Misbehaviour.Floods(
                CHUNKED + "\r\n", Integer.toHexString(WAVE.length()) + "\r\n" + WAVE + "\r\n"),
            Truth.OPEN),
        new Hostility(
            "10 GB of a refusal",
            new Misbehaviour.Floods(head(409, "application/json", 10_000_000_000L), WAVE),
            Truth.DECLINED),
        closing("a bomb in gzip", GZIPPED + "\r\n" + gzip(" ".repeat(64 << 20)), Truth.OPEN));
  }

  private static List<Hostility> protocol() {
    return List.of(
        closing(
            "HTTP/1.0",
            "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{}",
            Truth.DONE_BARELY),
        closing("100 and then 202", "HTTP/1.1 100 Go\r\n\r\n" + json(202, "{}"), Truth.DONE_BARELY),
        closing(
            "103, 103 and then 202",
            "HTTP/1.1 103 Hint\r\n\r\n".repeat(2) + json(202, "{}"),
            Truth.DONE_BARELY),
        closing("101", "HTTP/1.1 101 Switch\r\nUpgrade: tls\r\n\r\n", Truth.OPEN),
        new Hostility(
            "1xx without end",
            new Misbehaviour.Floods("", "HTTP/1.1 103 Hint\r\n\r\n".repeat(100)),
            Truth.OPEN),
        new Hostility(
            "headers without end",
            new Misbehaviour.Floods("HTTP/1.1 200 OK\r\n", "X-More: of the same\r\n".repeat(100)),
            Truth.OPEN),
        new Hostility(
            "a header without end",
            new Misbehaviour.Floods("HTTP/1.1 200 OK\r\nX-More: ", "more ".repeat(1000)),
            Truth.OPEN),
        new Hostility(
            "empty lines without end",
            new Misbehaviour.Floods("", "\r\n".repeat(1000)),
            Truth.OPEN),
        closing("a header of 1 MB", "HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20), Truth.OPEN),
        closing("a header without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n{}", Truth.OPEN),
        closing("SSH", "SSH-2.0-OpenSSH_9.6\r\n", Truth.OPEN),
        closing("TLS", "\u0015\u0003\u0003\u0000\u0002\u0002(", Truth.OPEN),
        closing("HTTP/2", "\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000", Truth.OPEN),
        closing("HTTP/9.9", "HTTP/9.9 200 OK\r\n\r\n", Truth.OPEN),
        closing("a status of one digit", "HTTP/1.1 2 OK\r\n\r\n", Truth.OPEN),
        closing("a status that is none", "HTTP/1.1 two OK\r\n\r\n", Truth.OPEN),
        closing(
            "a length that is none",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: two\r\n\r\n[]",
            Truth.OPEN),
        closing(
            "a negative length",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: -2\r\n\r\n[]",
            Truth.OPEN),
        new Hostility(
            "two answers",
            new Misbehaviour.Answers(json(202, "{}") + json(200, "[]"), false),
            Truth.DONE_BARELY));
  }

  private static Hostility closing(String name, String answer, Truth truth) {
    return new Hostility(name, new Misbehaviour.Answers(answer, false), truth);
  }

  private static String gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return name;
  }
}
