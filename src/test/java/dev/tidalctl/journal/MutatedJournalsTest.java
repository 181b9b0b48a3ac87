package dev.tidalctl.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidalctl.core.History;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.render.ReportText;
import dev.tidalctl.render.RollReportJson;
import dev.tidalctl.render.Style;
import dev.tidalctl.testing.fuzz.ByteDamage;
import dev.tidalctl.testing.fuzz.TreeDamage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Journals damaged at random by a seed: as bytes, and as records whose checksums fit all the same.
 * Each is read or distrusted with its place, and what is read can be told as a history.
 */
final class MutatedJournalsTest {
  private static final int ROUNDS = 5000;
  private static final double SHARE_PAST_THE_CHECKSUMS = 0.3;

  /** Twice what is claimed: the machine is shared. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final int RECORDS = 6;
  private static final int LARGEST_FACT = 1500;
  private static final List<String> SPLINTERS =
      List.of("\n", "\n\n", " ", "00000000 2 []\n", "{", "}", "[", "null", "\"is\":", "\u0000");

  private static final JsonMapper JSON = new JsonMapper();

  private static List<JsonNode> begins = List.of();
  private static List<JsonNode> facts = List.of();

  private final ByteDamage bytes = new ByteDamage(SPLINTERS);

  @BeforeAll
  static void writeSpecimens() throws IOException {
    facts = small(Specimens.facts());
    begins = small(Specimens.facts().stream().filter(Event.RunStarted.class::isInstance).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void areReadOrDistrusted(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int past = 0;
    int told = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = damaged(random);
      String which = "seed " + seed + ", round " + round;
      long start = System.nanoTime();
      try {
        List<Lines.Line> lines = Lines.read(damaged, "J").lines();
        past += lines.size() > 1 ? 1 : 0;
        told += tell(Format.read(lines, "J")) ? 1 : 0;
      } catch (Distrust distrust) {
        assertTrue(distrust.why().contains("J"), () -> which + ": " + distrust.why());
        assertFalse(
            distrust.why().chars().anyMatch(Character::isISOControl),
            () -> which + ": " + distrust.why());
        assertTrue(distrust.why().length() < 1000, () -> which + ": " + distrust.why());
      } catch (RuntimeException broken) {
        throw new AssertionError(which + "\n" + new String(damaged, UTF_8), broken);
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(taken.compareTo(LIMIT) < 0, () -> which + " took " + taken);
    }
    System.out.println(
        "seed %d: %d of %d past the checksums, %d told".formatted(seed, past, ROUNDS, told));
    assertTrue(past > ROUNDS * SHARE_PAST_THE_CHECKSUMS, past + " of " + ROUNDS);
    assertTrue(told > 0, "no history was told");
  }

  /** As runs, report and resume read it. */
  private static boolean tell(List<Recorded> facts) {
    Optional<History> history = History.of(facts);
    history.ifPresent(
        told -> {
          Ending ending = told.ending().orElse(new Ending(Ending.Kind.STOPPED, "it died"));
          ReportText.lines(told.report(), ending, Optional.empty(), Style.PLAIN);
          RollReportJson.of(told.report(), ending, Optional.empty());
          told.unfinished();
        });
    return history.isPresent();
  }

  /** Each as a record, without those that are larger than a roll's. */
  private static List<JsonNode> small(List<Event.Fact> all) throws IOException {
    List<JsonNode> small = new ArrayList<>();
    for (Event.Fact fact : all) {
      String text = Format.facts(List.of(Specimens.recorded(fact)));
      if (text.length() < LARGEST_FACT) {
        small.add(JSON.readTree(text));
      }
    }
    return small;
  }

  private byte[] damaged(RandomGenerator random) throws IOException {
    List<JsonNode> records =
        new ArrayList<>(List.of(JSON.readTree(Format.header()), pick(begins, random)));
    while (records.size() < RECORDS) {
      records.add(pick(facts, random));
    }
    boolean asTrees = random.nextInt(10) < 7;
    for (int blow = random.nextInt(3); blow > 0 && asTrees; blow--) {
      int at = random.nextInt(records.size());
      records.set(at, TreeDamage.blow(records.get(at), pick(records, random), random));
    }
    ByteArrayOutputStream journal = new ByteArrayOutputStream();
    for (JsonNode each : records) {
      journal.writeBytes(Lines.line(each.toString()));
    }
    byte[] damaged = journal.toByteArray();
    for (int blow = random.nextInt(1, 3); blow > 0 && !asTrees; blow--) {
      damaged = bytes.blow(damaged, damaged, random);
    }
    return damaged;
  }

  private static <T> T pick(List<T> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }
}
