package dev.tidalctl.patroni;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.CommandEnd.How;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.RestartAnswer;
import java.time.Duration;
import java.util.Optional;

/**
 * Restarts a drained node's PostgreSQL through its Patroni.
 *
 * <ol>
 *   <li>Look first: a node that runs in another process than the one that was drained was restarted
 *       already, by an attempt whose answer was lost; it is left alone.
 *   <li>The lease is renewed: nobody else has taken the run over.
 *   <li>One request, never a second one: a node that is busy or declines is not asked again.
 *   <li>Done by its answer, or, when the answer was lost, by being seen in another process within
 *       the limit. Else nobody can say.
 * </ol>
 *
 * Other jobs are another upgrader's.
 */
final class RestartUpgrader implements Upgrader {
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final NodeApi api;
  private final Fencing fencing;
  private final Upgrader commands;
  private final Timing timing;

  /**
   * Besides one for commands.
   *
   * @param commands carries out the operator's command
   */
  RestartUpgrader(NodeApi api, Fencing fencing, Upgrader commands, Timing timing) {
    this.api = api;
    this.fencing = fencing;
    this.commands = commands;
    this.timing = timing;
  }

  @Override
  public CommandEnd run(UpgradeJob job) {
    return switch (job) {
      case UpgradeJob.Command command -> commands.run(command);
      case UpgradeJob.Restart restart -> restart(restart);
    };
  }

  private CommandEnd restart(UpgradeJob.Restart job) {
    Moment from = timing.now();
    return new CommandEnd(how(job, from), timing.now().since(from), "the log of Patroni");
  }

  private How how(UpgradeJob.Restart job, Moment from) {
    if (job.drainedAs().isEmpty()) {
      return new How.NotStarted(
          "it is not known in which process "
              + job.node()
              + " was drained, so nobody could tell"
              + " whether it was restarted");
    }
    if (restarted(job.node(), job.drainedAs().get())) {
      return new How.Exited(0);
    }
    Optional<String> notOurs = Replies.why(fencing.pass(job.token()));
    if (notOurs.isPresent()) {
      return new How.NotStarted("the lease is not seen to be ours: " + notOurs.get());
    }
    return switch (api.restart(job.node(), job.limit())) {
      case Reply.Ok<RestartAnswer>(RestartAnswer.Restarted done) -> new How.Exited(0);
      case Reply.Ok<RestartAnswer>(RestartAnswer.Declined(String words)) ->
          new How.NotStarted("Patroni declined: " + words);
      case Reply.Ok<RestartAnswer>(RestartAnswer.Unclear(String words)) ->
          seenWithin(job, from, words);
      case Reply.Refused<RestartAnswer>(var refusal) -> new How.NotStarted(refusal.detail());
      case Reply.Unreachable<RestartAnswer>(String why) -> new How.NotStarted(why);
      case Reply.Unknown<RestartAnswer>(String why) -> seenWithin(job, from, why);
    };
  }

  private How seenWithin(UpgradeJob.Restart job, Moment from, String why) {
    Duration left = job.limit().minus(timing.now().since(from));
    boolean seen =
        timing.until(
            () -> restarted(job.node(), job.drainedAs().orElseThrow()),
            left.isNegative() ? Duration.ZERO : left,
            GLANCE);
    return seen
        ? new How.Exited(0)
        : new How.Unknown(why + "; " + job.node() + " is not seen in a new process");
  }

  private boolean restarted(NodeName node, Incarnation drainedAs) {
    return api.reading(node) instanceof Reply.Ok<NodeReading>(NodeReading reading)
        && reading.up()
        && reading.started().filter(at -> !at.equals(drainedAs.value())).isPresent();
  }
}
