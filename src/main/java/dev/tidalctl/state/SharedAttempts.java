package dev.tidalctl.state;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.CommandEnd.How;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Entry;
import dev.tidalctl.state.Store.Write;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Upgrade commands of runs that can be gone on with from any state folder, each of which knows only
 * the commands that were started under itself.
 *
 * <ol>
 *   <li>Before a command is asked for, its attempt is claimed where all can see it, once among all.
 *   <li>Claimed by this folder, now or before: what the folder knows of it is the whole truth.
 *   <li>Claimed by another one: nothing is started, and how it ended is not known here.
 *   <li>Not claimed because the store does not answer: nothing is started.
 * </ol>
 *
 * A restart by the driver needs no claim: the node itself shows it.
 */
public final class SharedAttempts implements Upgrader {
  private static final int TRIES = 3;

  private final Store store;
  private final String claimant;
  private final Upgrader commands;

  /**
   * An upgrader over another.
   *
   * @param store where claims are kept; not closed here
   * @param claimant names one state folder on one machine among all, for people too
   * @param commands runs those that are ours
   */
  public SharedAttempts(Store store, String claimant, Upgrader commands) {
    this.store = store;
    this.claimant = claimant;
    this.commands = commands;
  }

  @Override
  public CommandEnd run(UpgradeJob job) {
    return switch (job) {
      case UpgradeJob.Restart restart -> commands.run(restart);
      case UpgradeJob.Command command ->
          switch (claimant(key(command))) {
            case Reply.Ok<String>(String whose) ->
                whose.equals(claimant)
                    ? commands.run(command)
                    : notRun(new How.Unknown("it was started, if at all, by " + whose));
            case Reply.Refused<String>(var refusal) -> unclaimed(refusal.detail());
            case Reply.Unreachable<String>(String why) -> unclaimed(why);
            case Reply.Unknown<String>(String why) -> unclaimed(why);
          };
    };
  }

  private static String key(UpgradeJob.Command command) {
    return "upgrades/" + command.runId() + "/" + command.node() + "/" + command.attempt();
  }

  private static CommandEnd unclaimed(String why) {
    return notRun(new How.NotStarted("it could not be claimed where others see it: " + why));
  }

  private static CommandEnd notRun(How how) {
    return new CommandEnd(how, Duration.ZERO, "");
  }

  /** Who has the attempt: this folder, unless another one was first. */
  private Reply<String> claimant(String key) {
    Reply<String> whose = claimedFirst(key);
    for (int i = 1; i < TRIES && !(whose instanceof Reply.Ok); i++) {
      whose = claimedFirst(key);
    }
    return whose;
  }

  private Reply<String> claimedFirst(String key) {
    return Replies.then(
        store.commit(
            List.of(new Condition.Absent(key)),
            List.of(new Write.Put(key, claimant, OptionalLong.empty()))),
        put -> put ? new Reply.Ok<>(claimant) : Replies.then(store.read(key), c -> text(key, c)));
  }

  private static Reply<String> text(String key, Store.Contents contents) {
    Entry entry = contents.entries().get(key);
    return entry == null
        ? new Reply.Unknown<>("the claim of the attempt vanished")
        : new Reply.Ok<>(entry.text());
  }
}
