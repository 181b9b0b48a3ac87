package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.core.model.Input.Stop;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Real signals, sent to the JVM that runs this test. */
@Isolated("a run in another test would take them")
final class StopSignalsTest {
  private final BlockingQueue<Stop> asked = new LinkedBlockingQueue<>();

  @Test
  void theSecondInterruptIsMoreUrgentAndAHangUpAsksNothing() throws Exception {
    try (Signals _ = StopSignals.passedTo(asked::add)) {
      raise("HUP");
      raise("INT");
      assertEquals(Stop.AFTER_NODE, next());
      raise("INT");
      assertEquals(Stop.NOW, next());
      raise("TERM");
      assertEquals(Stop.TERMINATE, next());
    }
  }

  private @Nullable Stop next() throws InterruptedException {
    return asked.poll(10, TimeUnit.SECONDS);
  }

  private static void raise(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    type.getMethod("raise", type).invoke(null, type.getConstructor(String.class).newInstance(name));
  }
}
