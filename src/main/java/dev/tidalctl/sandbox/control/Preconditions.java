package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import dev.tidalctl.sandbox.wire.Request;

/** What each request for a change has to bring along. */
final class Preconditions {
  private Preconditions() {}

  /** The fencing token; {@code precondition_required} without one. */
  static long token(Request request) {
    return request
        .headerNumber("Tidal-Fencing-Token")
        .orElseThrow(
            () ->
                Problem.of(
                    ProblemCode.PRECONDITION_REQUIRED, "header Tidal-Fencing-Token is missing"));
  }

  /** The revision in {@code If-Match: "12"}; {@code precondition_required} without it. */
  static long ifMatch(Request request) {
    String value =
        request
            .header("If-Match")
            .orElseThrow(
                () -> Problem.of(ProblemCode.PRECONDITION_REQUIRED, "header If-Match is missing"));
    String digits = value.strip().replaceAll("^\"|\"$", "");
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw Problem.of(ProblemCode.BAD_REQUEST, "If-Match is not a revision: " + value);
    }
  }

  /** Refuses with {@code revision_changed} unless the caller knows the present revision. */
  static void revision(ClusterState state, long known) {
    if (state.revision() != known) {
      throw Problem.with(
          ProblemCode.REVISION_CHANGED,
          "the revision is " + state.revision() + ", not " + known,
          "revision",
          state.revision());
    }
  }

  /** A shard id in the path; {@code unknown_shard} when it is no number. */
  static int shard(Request request) {
    try {
      return Integer.parseInt(request.path("id"));
    } catch (NumberFormatException e) {
      throw Problem.of(ProblemCode.UNKNOWN_SHARD, "no shard " + request.path("id") + " here");
    }
  }
}
