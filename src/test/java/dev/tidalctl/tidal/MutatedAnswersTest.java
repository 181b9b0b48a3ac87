package dev.tidalctl.tidal;

import static dev.tidalctl.tidal.DriverFixture.NODE_0;
import static dev.tidalctl.tidal.DriverFixture.NODE_1;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.http.Failover;
import dev.tidalctl.http.HttpJsonClient;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.testing.fuzz.ByteDamage;
import dev.tidalctl.testing.fuzz.TreeDamage;
import dev.tidalctl.testing.hostile.HostileServer;
import dev.tidalctl.testing.hostile.Misbehaviour;
import dev.tidalctl.testing.hostile.SoundApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers damaged at random by a seed, on a real socket: as trees, as bytes of a body, as bytes of
 * a whole HTTP answer. Every call has its reply within a second, and nothing is ever thrown.
 */
final class MutatedAnswersTest {
  private static final int ROUNDS = 5000;
  private static final double SHARE_PAST_THE_PARSER = 0.3;

  /** Twice what is claimed: the machine is shared. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** Of twenty answers, those from here on are damaged as bytes. */
  private static final int BYTES = 14;

  /** Of twenty answers, those from here on are damaged as bytes together with their head. */
  private static final int HTTP = 18;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Roster ROSTER =
      new Roster(
          "sandbox",
          List.of(
              new TidalNode(NODE_0, 0, Optional.empty()),
              new TidalNode(NODE_1, 1, Optional.of("b"))));
  private static final List<String> SPLINTERS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "null",
          "true",
          "-",
          "-0",
          "1e999",
          "0x1",
          "NaN",
          "99999999999999999999",
          "\"epoch\":1,",
          "//",
          "/*",
          "\u0000",
          "\r\n",
          "\r\n\r\n",
          "HTTP/1.1 100 Go\r\n\r\n",
          "Content-Length: 0\r\n",
          "Content-Length: -1\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Connection: close\r\n",
          "Content-Encoding: gzip\r\n",
          "Location: /x\r\n",
          "204",
          "302",
          "401",
          "503",
          "999");

  private final ByteDamage bytes = new ByteDamage(SPLINTERS);

  /**
   * A document of the wire.
   *
   * @param call that it answers
   * @param status of the answer
   * @param tree what it is when all is well
   */
  private record Specimen(PortCall call, int status, JsonNode tree) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void haveATrueReply(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Specimen> specimens = specimens();
    int past = 0;
    try (HostileServer server = new HostileServer();
        HttpJsonClient client = new HttpJsonClient(settings(server), Map.of());
        TidalDriver driver = TidalDriver.connect(ROSTER, settings(server), Map.of())) {
      PortCall.LOOK.ask(driver);
      for (int round = 0; round < ROUNDS; round++) {
        Specimen specimen = specimens.get(random.nextInt(specimens.size()));
        JsonNode other = specimens.get(random.nextInt(specimens.size())).tree();
        int how = random.nextInt(20);
        String answer = damaged(specimen, other, how, random);
        server.turn(new Misbehaviour.Answers(answer, how < HTTP));
        String which = "seed " + seed + ", round " + round + ": " + specimen.call();
        // What is newer was seen by a driver of its own: none is older then.
        Looks looks = new Looks(client, new Failover(client), ROSTER);

        long start = System.nanoTime();
        Reply<?> reply =
            specimen.call() == PortCall.LOOK
                ? looks.look(Optional.empty(), Interest.REVISION, Duration.ZERO)
                : specimen.call().ask(driver);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        assertTrue(taken.compareTo(LIMIT) < 0, () -> which + " took " + taken + "\n" + answer);
        assertSane(reply, which);
        past += parses(answer) ? 1 : 0;
      }
    }
    int counted = past;
    System.out.println("seed " + seed + ": " + past + " of " + ROUNDS + " past the parser");
    assertTrue(past > ROUNDS * SHARE_PAST_THE_PARSER, () -> counted + " of " + ROUNDS);
  }

  private static void assertSane(Reply<?> reply, String which) {
    String words =
        switch (reply) {
          case Reply.Ok<?> ok -> "http://";
          case Reply.Refused<?>(var refusal) -> refusal.detail();
          case Reply.Unreachable<?>(String why) -> why;
          case Reply.Unknown<?>(String why) -> why;
        };
    assertTrue(words.contains("http://"), () -> which + ": " + reply);
    assertFalse(words.chars().anyMatch(Character::isISOControl), () -> which + ": " + reply);
    assertTrue(words.length() < 10_000, () -> which + ": " + words.length());
  }

  private String damaged(Specimen specimen, JsonNode other, int how, RandomGenerator random) {
    JsonNode tree = specimen.tree();
    for (int blow = random.nextInt(1, 4); blow > 0 && how < BYTES; blow--) {
      tree = TreeDamage.blow(tree, other, random);
    }
    byte[] body = tree.toString().getBytes(UTF_8);
    for (int blow = random.nextInt(1, 4); blow > 0 && how >= BYTES && how < HTTP; blow--) {
      body = bytes.blow(body, other.toString().getBytes(UTF_8), random);
    }
    String type = specimen.status() < 400 ? "application/json" : "application/problem+json";
    String answer =
        SoundApi.head(specimen.status(), type, body.length) + new String(body, ISO_8859_1);
    byte[] whole = answer.getBytes(ISO_8859_1);
    for (int blow = random.nextInt(1, 4); blow > 0 && how >= HTTP; blow--) {
      whole = bytes.blow(whole, whole, random);
    }
    return new String(whole, ISO_8859_1);
  }

  private static boolean parses(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    try {
      return end > 0
          && !JSON.readTree(answer.substring(end + 4).getBytes(ISO_8859_1)).isMissingNode();
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpSettings settings(HostileServer server) {
    return HttpSettings.of(List.of(server.endpoint()), Optional.empty(), Optional.empty());
  }

  private static List<Specimen> specimens() throws IOException {
    List<Specimen> specimens = new ArrayList<>();
    for (int weight = 0; weight < 4; weight++) {
      specimens.add(
          new Specimen(PortCall.LOOK, 200, JSON.readTree(SoundApi.snapshot(Instant.EPOCH))));
      specimens.add(new Specimen(PortCall.LOOK, 200, JSON.readTree(Answers.snapshot(1, 12, 345))));
      specimens.add(new Specimen(PortCall.FLOOR, 200, JSON.readTree(SoundApi.TRANSITIONS)));
    }
    specimens.add(
        new Specimen(PortCall.DIGESTS, 200, JSON.readTree("{\"seqno\":90,\"digest\":\"aa\"}")));
    specimens.add(new Specimen(PortCall.TAKE, 201, JSON.readTree("{\"token\":5,\"ttlMs\":15000}")));
    specimens.add(
        new Specimen(
            PortCall.ROUTING,
            200,
            JSON.readTree("{\"epoch\":1,\"revision\":13,\"fence\":{\"term\":1,\"seqno\":100}}")));
    specimens.add(
        new Specimen(
            PortCall.TAKE,
            409,
            JSON.readTree(
                Answers.problem(409, "lease_held", ",\"holder\":" + Answers.lease("held")))));
    specimens.add(
        new Specimen(
            PortCall.SHIP,
            410,
            JSON.readTree(Answers.problem(410, "wal_gap", ",\"firstKeptSeqno\":4711"))));
    specimens.add(
        new Specimen(
            PortCall.FLOOR, 503, JSON.readTree(Answers.problem(503, "not_authoritative"))));
    return specimens;
  }
}
