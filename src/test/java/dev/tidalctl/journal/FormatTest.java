package dev.tidalctl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.testing.Goldens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void everyFactInEveryFormComesBackAsItWas() throws Distrust {
    List<Event.Fact> facts = Specimens.facts();
    assertTrue(facts.size() > 500, () -> facts.size() + " specimens");
    Event.Fact begin =
        facts.stream().filter(Event.RunStarted.class::isInstance).findFirst().orElseThrow();
    for (Event.Fact fact : facts) {
      List<Recorded> kept = List.of(Specimens.recorded(begin), Specimens.recorded(fact));
      assertEquals(kept, read(Format.facts(kept)));
    }
  }

  /** What was written once must be readable for ever: a difference here asks for a new version. */
  @Test
  void theFormatDoesNotChangeUnnoticed() throws IOException {
    List<String> lines = new ArrayList<>(List.of(Format.header()));
    for (Class<?> sealed : List.of(Event.Fact.class, Stage.class, Effect.class, Outcome.class)) {
      Shapes.leaves(sealed)
          .map(leaf -> ValueWriter.write(Specimens.of(leaf).getFirst()).toString())
          .forEach(lines::add);
    }
    Goldens.check("journal-format-1.txt", String.join("\n", lines) + "\n");
  }

  @Test
  void aNewerVersionIsRefusedByName() {
    Distrust distrust =
        assertThrows(
            Distrust.class,
            () -> Format.read(lines("{\"format\":\"tidalctl-journal\",\"version\":2}"), "J"));
    assertEquals("J is of format version 2, this tidalctl knows version 1", distrust.why());
  }

  @Test
  void whatIsNotAJournalIsRefused() {
    for (String first : List.of("[]", "{}", "7", "{\"format\":\"other\",\"version\":1}")) {
      assertThrows(Distrust.class, () -> Format.read(lines(first), "J"), first);
    }
  }

  @Test
  void anUnknownKindOfEventIsRefusedNamingItsPlace() {
    String known = Format.facts(List.of(Specimens.recorded(new Event.LeaseReleased())));
    String unknown = known.replace("LeaseReleased", "TeaServed");

    Distrust distrust = assertThrows(Distrust.class, () -> read(unknown));

    assertEquals(
        "record 2 (byte 100) of J holds Event of the unknown kind \"TeaServed\"", distrust.why());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    String known = Format.facts(List.of(Specimens.recorded(new Event.LeaseTaken(7))));
    for (String[] change :
        new String[][] {
          {"\"token\":7", "\"token\":\"7\""},
          {"\"token\":7", "\"token\":7.5"},
          {"\"token\":7", "\"tokens\":7"},
          {"\"token\":7", "\"token\":7,\"more\":1"},
          {"\"token\":7", "\"token\":99999999999999999999"},
          {"\"token\":7", "\"token\":null"},
          {"2026-03-14T", "2026-02-30T"},
          {"[{", "{"},
          {"\"is\":\"LeaseTaken\",", ""}
        }) {
      String changed = known.replace(change[0], change[1]);
      assertThrows(Distrust.class, () -> read(changed), changed);
    }
  }

  @Test
  void aJournalThatDoesNotBeginWithTheBeginningIsRefused() {
    String text = Format.facts(List.of(Specimens.recorded(new Event.LeaseTaken(7))));
    assertThrows(Distrust.class, () -> read(text));
  }

  private static List<Recorded> read(String facts) throws Distrust {
    return Format.read(lines(Format.header(), facts), "J");
  }

  private static List<Lines.Line> lines(String... texts) {
    return Stream.iterate(0, i -> i < texts.length, i -> i + 1)
        .map(i -> new Lines.Line(i + 1, OptionalInt.of(i * 100), texts[i]))
        .toList();
  }
}
