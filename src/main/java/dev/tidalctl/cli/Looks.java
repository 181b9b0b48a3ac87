package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import java.time.Duration;
import java.util.Optional;

/** Looks at the cluster for a command that can't go on without one. */
final class Looks {
  private final Session session;
  private final NextCommands next;

  Looks(Session session, NextCommands next) {
    this.session = session;
    this.next = next;
  }

  /**
   * One look, at once.
   *
   * @throws CommandFailed when there was nothing to see
   */
  Snapshot once() {
    return seen(session.look(Optional.empty(), Interest.REVISION, Duration.ZERO));
  }

  /**
   * One look for a screen, at once.
   *
   * @throws CommandFailed when there was nothing to see
   */
  Snapshot glance() {
    return seen(session.glance(Optional.empty(), Interest.REVISION, Duration.ZERO));
  }

  /**
   * The next one after that, or the same again after a while; a reason in its place when there was
   * nothing to see.
   *
   * @throws CommandFailed when an endpoint speaks for another cluster
   */
  Sight after(Stamp stamp, Interest interest, Duration atMost) {
    return switch (session.glance(Optional.of(stamp), interest, atMost)) {
      case Reply.Ok<Snapshot>(Snapshot snapshot) -> new Sight.Clear(snapshot);
      case Reply.Refused<Snapshot> refused -> throw refused(refused);
      case Reply.Unreachable<Snapshot>(String why) -> new Sight.None(why);
      case Reply.Unknown<Snapshot>(String why) -> new Sight.None(why);
    };
  }

  /** What a look came to. */
  sealed interface Sight {
    /** The cluster. */
    record Clear(Snapshot snapshot) implements Sight {}

    /** Nothing, and why. */
    record None(String why) implements Sight {}
  }

  private Snapshot seen(Reply<Snapshot> reply) {
    return switch (reply) {
      case Reply.Ok<Snapshot>(Snapshot snapshot) -> snapshot;
      case Reply.Refused<Snapshot> refused -> throw refused(refused);
      case Reply.Unreachable<Snapshot>(String why) -> throw unreachable(why);
      case Reply.Unknown<Snapshot>(String why) -> throw unreachable(why);
    };
  }

  private CommandFailed refused(Reply.Refused<Snapshot> refused) {
    return new CommandFailed(
        ExitCode.REFUSED,
        "another cluster answered than the file names",
        refused.refusal().detail(),
        "no change was sent",
        next.check());
  }

  private CommandFailed unreachable(String why) {
    return new CommandFailed(
        ExitCode.UNREACHABLE,
        "the cluster can't be reached",
        why,
        "no change was sent",
        next.check());
  }
}
