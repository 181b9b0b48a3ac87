package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import java.time.Duration;
import java.util.Optional;

/** A look at the cluster for a command that can't go on without one. */
final class Looks {
  private Looks() {}

  /** One look, at once. */
  static Snapshot once(Session session) {
    return seen(session.look(Optional.empty(), Interest.REVISION, Duration.ZERO));
  }

  /** The next look after one that was seen, or the same again after a while. */
  static Snapshot after(Stamp stamp, Session session, Interest interest, Duration atMost) {
    return seen(session.look(Optional.of(stamp), interest, atMost));
  }

  private static Snapshot seen(Reply<Snapshot> reply) {
    return switch (reply) {
      case Reply.Ok<Snapshot>(Snapshot snapshot) -> snapshot;
      case Reply.Refused<Snapshot> refused ->
          throw new CommandFailed(
              ExitCode.REFUSED,
              "the control plane did not show the cluster",
              refused.refusal().detail(),
              "no change was sent",
              "");
      case Reply.Unreachable<Snapshot>(String why) -> throw unreachable(why);
      case Reply.Unknown<Snapshot>(String why) -> throw unreachable(why);
    };
  }

  private static CommandFailed unreachable(String why) {
    return new CommandFailed(
        ExitCode.UNREACHABLE, "the cluster can't be reached", why, "no change was sent", "");
  }
}
