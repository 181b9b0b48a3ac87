package dev.tidalctl.http;

import java.net.URI;
import java.util.Optional;

/** Decides which endpoint may speak for the service. */
public interface Fitness {
  /**
   * Why this endpoint must not be asked, empty when it may be.
   *
   * @param endpoint about to be asked
   */
  Optional<String> before(URI endpoint);

  /**
   * Why this answer doesn't count and another endpoint is to be asked, empty when it counts. May
   * only set aside an answer that says that nothing was done.
   *
   * @param answer as it came
   */
  Optional<String> after(JsonAnswer.Answered answer);
}
