package dev.tidalctl.upgrade;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A supervisor that is started ahead of its work. While one starts, its node is out of service; so
 * it starts while nobody waits, and what has done its work is kept for more. One that has no work
 * ends with us, however we end.
 */
final class Standby implements AutoCloseable {
  private final List<String> detacher;
  private final Queue<SupervisorProcess> waiting = new ArrayDeque<>();
  private boolean closed;

  Standby(List<String> detacher) {
    this.detacher = detacher;
  }

  /** Starts one unless one waits. That it can't be started is said when it is needed. */
  synchronized void prepare() {
    if (closed || !waiting.isEmpty()) {
      return;
    }
    try {
      waiting.add(SupervisorProcess.start(detacher));
    } catch (IOException e) {
      return;
    }
  }

  /** The one that waits, else a new one. */
  synchronized SupervisorProcess take() throws IOException {
    SupervisorProcess ready = waiting.poll();
    return ready != null && ready.isAlive() ? ready : SupervisorProcess.start(detacher);
  }

  /** Takes one back after its work, or starts another in its place when it is gone. */
  synchronized void after(Optional<SupervisorProcess> free) {
    if (free.isEmpty()) {
      prepare();
    } else if (closed) {
      free.get().dismiss();
    } else {
      waiting.add(free.get());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    waiting.forEach(SupervisorProcess::dismiss);
    waiting.clear();
  }
}
