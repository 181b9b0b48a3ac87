package dev.tidalctl.sandbox.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignalStoreTest {
  @TempDir private Path dir;

  @Test
  void keepsWhatWasAppliedOverReopening() throws IOException {
    List<WalRecord> signals = History.signals(1, 1, 4, "x");
    WalRecord heartbeat =
        WalRecord.following(
            signals.getLast().chain(), new Position(1, 5), WalRecord.Kind.HEARTBEAT, "", "");
    try (SignalStore store = open()) {
      store.apply(signals);
      store.apply(List.of(heartbeat));
    }

    try (SignalStore store = open()) {
      assertEquals(4, store.signals());
      assertEquals(new Position(1, 5), store.end().position());
      assertEquals(signals.subList(1, 3), store.events(2, 3));
      assertEquals(List.of(heartbeat), store.events(5, 99));
      assertEquals(List.of(), store.events(6, 99));
      assertEquals(heartbeat.chain(), store.chainAt(5));
    }
  }

  @Test
  void refusesToSkipAnEvent() throws IOException {
    try (SignalStore store = open()) {
      assertThrows(
          IllegalArgumentException.class, () -> store.apply(History.signals(1, 2, 3, "x")));
    }
  }

  @Test
  void theDigestTellsContentsApart() {
    assertNotEquals(
        History.signals(1, 3, 3, "x").getFirst().chain(),
        History.signals(1, 3, 3, "y").getFirst().chain());
    assertNotEquals(
        History.signals(1, 3, 3, "x").getFirst().chain(),
        History.signals(2, 3, 3, "x").getFirst().chain());
  }

  private SignalStore open() throws IOException {
    return SignalStore.open(dir.resolve("store"));
  }
}
