package dev.tidalctl.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a request said of its sender out of the words that come back: the other side, or one
 * that is not the other side at all, may repeat it.
 *
 * @param secrets as they may be repeated: a token, a password, or both in Basic's form; each also
 *     as JSON writes it
 */
record Redaction(List<String> secrets) {
  static final String HIDDEN = "***";

  /** Shorter ones are no secrets, and would take every other word with them. */
  private static final int SHORTEST = 4;

  /** Keeps its own copy. */
  Redaction {
    secrets = List.copyOf(secrets);
  }

  /**
   * Of what this request carries.
   *
   * @param inBody secrets that its body holds
   */
  static Redaction of(Request request, List<String> inBody) {
    List<String> secrets = new ArrayList<>(inBody);
    addHeader(request.header(HttpJsonClient.AUTHORIZATION), secrets);
    return new Redaction(
        secrets.stream()
            .flatMap(secret -> Stream.of(secret, asJson(secret)))
            .filter(secret -> secret.length() >= SHORTEST)
            .distinct()
            .toList());
  }

  private static void addHeader(@Nullable String value, List<String> secrets) {
    if (value != null) {
      String sent = value.substring(value.indexOf(' ') + 1);
      secrets.add(sent);
      if (value.startsWith("Basic ")) {
        String pair = new String(Base64.getDecoder().decode(sent), StandardCharsets.UTF_8);
        secrets.add(pair.substring(pair.indexOf(':') + 1));
      }
    }
  }

  private static String asJson(String secret) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(secret));
  }

  /** The words without them. */
  String in(String words) {
    String clean = words;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return clean;
  }

  /** A text in UTF-8 without them. */
  byte[] in(byte[] text) {
    return secrets.isEmpty()
        ? text
        : in(new String(text, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }
}
