package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;

/** Keeps enough nodes serving, whoever asks. */
final class Guard {
  private Guard() {}

  /**
   * Checks that a node may leave service.
   *
   * <ol>
   *   <li>The other nodes that are serving and healthy are at least {@code minServing}.
   *   <li>The nodes out of service or unhealthy, and this one, are at most {@code maxUnavailable}.
   * </ol>
   *
   * @throws Problem {@code would_leave_too_few_serving}
   */
  static void mayLeave(View view, Member leaving, GuardLimits limits) {
    long remaining =
        view.state().members().stream()
            .filter(member -> member.shard() != leaving.shard())
            .filter(member -> member.routing() == Routing.SERVING && view.healthy(member))
            .count();
    long out = view.state().members().size() - remaining;
    if (remaining < limits.minServing()) {
      throw refused(
          "only %d nodes would still be serving and healthy, %d are required"
              .formatted(remaining, limits.minServing()));
    }
    if (out > limits.maxUnavailable()) {
      throw refused(
          "%d nodes would be out of service or unhealthy, %d may be"
              .formatted(out, limits.maxUnavailable()));
    }
  }

  private static Problem refused(String why) {
    return Problem.of(ProblemCode.WOULD_LEAVE_TOO_FEW_SERVING, why);
  }
}
