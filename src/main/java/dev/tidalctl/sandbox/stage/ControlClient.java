package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the control plane until something is so. */
final class ControlClient implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(20);

  private final HttpPeer control;

  ControlClient(URI url) {
    this.control = HttpPeer.at(url);
  }

  /**
   * Waits until a snapshot gives an answer.
   *
   * @param counter that of a snapshot which moves before the next look, {@code revision} or {@code
   *     observation}; each look at a snapshot has the nodes asked
   * @param found what to look for
   * @param hopeless why there is no point in waiting, once there is none
   * @return the answer, or empty when the limit is over or waiting became hopeless
   */
  <T> Optional<T> await(
      Duration limit,
      Supplier<Boolean> hopeless,
      String counter,
      Function<JsonObject, Optional<T>> found) {
    long deadline = System.nanoTime() + limit.toNanos();
    long seen = 0;
    while (System.nanoTime() < deadline && !hopeless.get()) {
      try {
        String path =
            "/v1/cluster?of=" + counter + "&after=" + seen + "&wait=" + LOOK.toMillis() + "ms";
        JsonObject snapshot = control.get(path, CALL_LIMIT).document();
        Optional<T> answer = found.apply(snapshot);
        if (answer.isPresent()) {
          return answer;
        }
        seen = snapshot.number(counter);
      } catch (IOException e) {
        pause();
      }
    }
    return Optional.empty();
  }

  /** The nodes as registered, with their processes. */
  List<JsonObject> nodes() throws IOException {
    return control.get("/internal/nodes", CALL_LIMIT).document().objects("nodes");
  }

  @Override
  public void close() {
    control.close();
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
