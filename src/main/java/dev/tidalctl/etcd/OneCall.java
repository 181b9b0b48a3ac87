package dev.tidalctl.etcd;

import dev.tidalctl.http.Fitness;
import dev.tidalctl.http.JsonAnswer;
import dev.tidalctl.http.PlainHttp;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which members may take one call: none once its time is over, none over plain http that would see
 * a password, and another one when nothing was done.
 */
final class OneCall implements Fitness {
  private final long begun = System.nanoTime();
  private final Duration patience;
  private final boolean repeatable;
  private final Optional<String> secret;

  /**
   * For one call.
   *
   * @param patience no member is asked after that
   * @param repeatable whether to go on when it may have been done
   * @param secret what to call the secret that it carries
   */
  OneCall(Duration patience, boolean repeatable, Optional<String> secret) {
    this.patience = patience;
    this.repeatable = repeatable;
    this.secret = secret;
  }

  @Override
  public Optional<String> before(URI endpoint) {
    if (System.nanoTime() - begun > patience.toNanos()) {
      return Optional.of(endpoint + " was not asked: the time for this call was over");
    }
    return secret
        .flatMap(name -> PlainHttp.refuses(endpoint, name))
        .map(why -> endpoint + " was not asked: " + why);
  }

  @Override
  public Optional<String> after(JsonAnswer.Answered answer) {
    if (answer.status() / 100 == 2) {
      return Optional.empty();
    }
    EtcdProblem problem = EtcdProblem.from(answer);
    return switch (problem.kind()) {
      case NOT_DONE_HERE -> Optional.of(problem.words());
      case MAYBE_DONE -> repeatable ? Optional.of(problem.words()) : Optional.empty();
      case TOKEN_DECLINED, LIFETIME_ENDED, NOT_DONE -> Optional.empty();
    };
  }
}
