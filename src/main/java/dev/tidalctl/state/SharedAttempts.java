package dev.tidalctl.state;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.CommandEnd.How;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Entry;
import dev.tidalctl.state.Store.Write;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Upgrade commands of runs that can be gone on with from any state folder, each of which knows only
 * the commands that were started under itself.
 *
 * <ol>
 *   <li>Before a command is asked for, its attempt is claimed where all can see it, once among all.
 *   <li>Claimed by this folder, now or before: what the folder knows of it is the whole truth. A
 *       folder is known by a name that lasts as long as what is in it: not by its path, which a new
 *       and empty one may have.
 *   <li>Claimed by another one: nothing is started, and how it ended is not known here.
 *   <li>Not claimed because the store does not answer: nothing is started.
 * </ol>
 *
 * A restart by the driver needs no claim: the node itself shows it.
 */
public final class SharedAttempts implements Upgrader {
  private static final int TRIES = 3;

  private final Store store;
  private final Claimant claimant;
  private final Upgrader commands;

  /** One state folder. */
  public interface Claimant {
    /**
     * Its name among all, without a blank.
     *
     * @throws IOException when it has none and can't be given one
     */
    String id() throws IOException;

    /** Where it is, for people. */
    String words();
  }

  /**
   * An upgrader over another.
   *
   * @param store where claims are kept; not closed here
   * @param claimant the state folder that the commands are run under
   * @param commands runs those that are ours
   */
  public SharedAttempts(Store store, Claimant claimant, Upgrader commands) {
    this.store = store;
    this.claimant = claimant;
    this.commands = commands;
  }

  @Override
  public CommandEnd run(UpgradeJob job) {
    return switch (job) {
      case UpgradeJob.Restart restart -> commands.run(restart);
      case UpgradeJob.Command command ->
          switch (claimed(key(command))) {
            case Reply.Ok<Optional<String>>(Optional<String> other) ->
                other
                    .map(who -> notRun(new How.Unknown("it was started, if at all, by " + who)))
                    .orElseGet(() -> commands.run(command));
            case Reply.Refused<Optional<String>>(var refusal) -> unclaimed(refusal.detail());
            case Reply.Unreachable<Optional<String>>(String why) -> unclaimed(why);
            case Reply.Unknown<Optional<String>>(String why) -> unclaimed(why);
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

  /** Who else has the attempt; empty when it is ours. */
  private Reply<Optional<String>> claimed(String key) {
    String id;
    try {
      id = claimant.id();
    } catch (IOException e) {
      return new Reply.Unreachable<>("this state folder can't be named: " + e);
    }
    Reply<String> whose = claimedFirst(key, id);
    for (int i = 1; i < TRIES && !(whose instanceof Reply.Ok); i++) {
      whose = claimedFirst(key, id);
    }
    return Replies.then(whose, claim -> new Reply.Ok<>(other(claim, id)));
  }

  private static Optional<String> other(String claim, String id) {
    int blank = claim.indexOf(' ');
    return claim.substring(0, blank).equals(id)
        ? Optional.empty()
        : Optional.of(claim.substring(blank + 1));
  }

  private Reply<String> claimedFirst(String key, String id) {
    String claim = id + " " + claimant.words();
    return Replies.then(
        store.commit(
            List.of(new Condition.Absent(key)),
            List.of(new Write.Put(key, claim, OptionalLong.empty()))),
        put -> put ? new Reply.Ok<>(claim) : Replies.then(store.read(key), c -> text(key, c)));
  }

  private static Reply<String> text(String key, Store.Contents contents) {
    return Optional.ofNullable(contents.entries().get(key))
        .map(Entry::text)
        .filter(claim -> claim.indexOf(' ') > 0)
        .<Reply<String>>map(Reply.Ok::new)
        .orElseGet(() -> new Reply.Unknown<>("the claim of the attempt can't be read"));
  }
}
