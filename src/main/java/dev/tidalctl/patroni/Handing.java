package dev.tidalctl.patroni;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.patroni.wire.SwitchoverAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Asks the leader to hand over, and finds out what came of it.
 *
 * <ol>
 *   <li>The leader is asked; its answer takes Patroni seconds, so that meanwhile the candidate is
 *       watched: once it takes writes, leadership has moved, whatever is answered later.
 *   <li>Answered that it moved, perhaps to another than was asked for: that node is waited for
 *       until it takes writes.
 *   <li>Declined, or certainly not sent: nothing happens.
 *   <li>Lost, or unclear: whoever is seen to take writes leads. When that is still the old leader
 *       at the end of the limit, or nobody, it stays unclear.
 * </ol>
 *
 * A node takes writes when Patroni says that it leads ({@code /primary}) <em>and</em> its
 * PostgreSQL writes WAL: an answer of 200 to either alone has been seen too early.
 */
final class Handing {
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** Longer than Patroni's own patience with a switchover. */
  private static final Duration LIMIT = Duration.ofSeconds(50);

  /** A new leader that replays still what it received, behind a query, may take long. */
  private static final Duration WRITABLE = Duration.ofSeconds(30);

  private final NodeApi api;
  private final List<NodeName> nodes;
  private final Timing timing;
  private final Background background;

  /** How a question is asked beside others. */
  @FunctionalInterface
  interface Background {
    /** Begins it. */
    CompletableFuture<Reply<SwitchoverAnswer>> begin(Supplier<Reply<SwitchoverAnswer>> question);
  }

  /** What came of it. */
  sealed interface Result {
    /** That node takes writes. */
    record Moved(NodeName to) implements Result {}

    /** Patroni said no. */
    record Declined(String words) implements Result {}

    /** The leader was not reached. */
    record NotSent(String why) implements Result {}

    /** Nobody can say. */
    record Unclear(String words) implements Result {}
  }

  Handing(NodeApi api, List<NodeName> nodes, Timing timing, Background background) {
    this.api = api;
    this.nodes = List.copyOf(nodes);
    this.timing = timing;
    this.background = background;
  }

  Result ask(NodeName from, NodeName to) {
    CompletableFuture<Reply<SwitchoverAnswer>> answer =
        background.begin(() -> api.switchover(from, to));
    timing.until(() -> answer.isDone() || takesWrites(to), LIMIT, GLANCE);
    if (!answer.isDone()) {
      return takesWrites(to)
          ? new Result.Moved(to)
          : whoever(from, "no answer within " + LIMIT.toSeconds() + " s");
    }
    return switch (answer.join()) {
      case Reply.Ok<SwitchoverAnswer>(SwitchoverAnswer.Moved(String name, String words)) ->
          awaited(new NodeName(name), words);
      case Reply.Ok<SwitchoverAnswer>(SwitchoverAnswer.Declined(String words)) ->
          takesWrites(to)
              ? new Result.Moved(to)
              : new Result.Declined("Patroni declined: " + words);
      case Reply.Ok<SwitchoverAnswer>(SwitchoverAnswer.Unclear(String words)) ->
          whoever(from, words);
      case Reply.Unreachable<SwitchoverAnswer>(String why) -> new Result.NotSent(why);
      case Reply.Unknown<SwitchoverAnswer>(String why) -> whoever(from, why);
      case Reply.Refused<SwitchoverAnswer>(var refusal) -> new Result.Declined(refusal.detail());
    };
  }

  private Result awaited(NodeName leader, String words) {
    if (!nodes.contains(leader)) {
      return new Result.Unclear(
          words + ": the cluster file names no node " + leader + ", so it can't be looked at");
    }
    return timing.until(() -> takesWrites(leader), WRITABLE, GLANCE)
        ? new Result.Moved(leader)
        : new Result.Unclear(
            words + ", but " + leader + " took no writes within " + WRITABLE.toSeconds() + " s");
  }

  private Result whoever(NodeName from, String words) {
    timing.until(() -> writing(from).isPresent(), WRITABLE, GLANCE);
    return writing(from)
        .<Result>map(Result.Moved::new)
        .orElseGet(
            () ->
                new Result.Unclear(
                    words
                        + "; "
                        + (takesWrites(from)
                            ? from + " still takes writes"
                            : "no node is seen to take writes")));
  }

  private Optional<NodeName> writing(NodeName except) {
    return nodes.stream().filter(n -> !n.equals(except)).filter(this::takesWrites).findFirst();
  }

  private boolean takesWrites(NodeName node) {
    return api.takesWrites(node) instanceof Reply.Ok<Boolean>(Boolean leads)
        && leads
        && api.reading(node) instanceof Reply.Ok<NodeReading>(NodeReading reading)
        && reading.up()
        && reading.wal().filter(Wal.Written.class::isInstance).isPresent();
  }
}
