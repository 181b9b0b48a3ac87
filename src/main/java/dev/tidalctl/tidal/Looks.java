package dev.tidalctl.tidal;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.http.Failover;
import dev.tidalctl.http.Fitness;
import dev.tidalctl.http.HttpJsonClient;
import dev.tidalctl.http.JsonAnswer;
import dev.tidalctl.http.JsonRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at the cluster, and remembers what only a look can show: which endpoints speak for it,
 * which shard a name stands for, and how new the newest state was.
 *
 * <ol>
 *   <li>An endpoint that isn't authoritative, fails, makes no sense, or shows something older than
 *       was seen before is passed over for the next.
 *   <li>One that speaks for another cluster ends the look: that is a mistake in the cluster file.
 * </ol>
 */
final class Looks {
  /** How long an endpoint may take to answer at once. */
  static final Duration AT_ONCE = Duration.ofSeconds(5);

  /** The longest wait that the API grants. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final HttpJsonClient client;
  private final Failover failover;
  private final Roster roster;
  private final Horizon horizon = new Horizon();
  private final Set<URI> ours = ConcurrentHashMap.newKeySet();
  private final Map<NodeName, Integer> shards = new ConcurrentHashMap<>();

  Looks(HttpJsonClient client, Failover failover, Roster roster) {
    this.client = client;
    this.failover = failover;
    this.roster = roster;
  }

  /** As {@link dev.tidalctl.core.port.ControlPlane#look}. */
  Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
    // A counter of an epoch that is over says nothing about this one: don't wait for it.
    Optional<Stamp> counted = after.filter(s -> s.epoch() == horizon.newest().epoch());
    Duration wait = atMost.compareTo(LONGEST_WAIT) < 0 ? atMost : LONGEST_WAIT;
    JsonRequest request =
        counted.isEmpty() || wait.isZero() || wait.isNegative()
            ? JsonRequest.get("/v1/cluster", AT_ONCE)
            : JsonRequest.get(
                "/v1/cluster?after="
                    + switch (of) {
                      case REVISION -> counted.get().revision();
                      case OBSERVATION -> counted.get().observation();
                    }
                    + "&of="
                    + WireWords.lower(of)
                    + "&wait="
                    + wait.toMillis()
                    + "ms",
                AT_ONCE.plus(wait));
    Look look = new Look();
    JsonAnswer last = failover.send(request, look);
    return look.seen.orElseGet(
        () ->
            look.senseless && last instanceof JsonAnswer.NotSent(String why)
                ? new Reply.Unknown<>(why)
                : nothingSeen(last));
  }

  /** Why {@code endpoint} must not be asked to do anything, after a look at it if need be. */
  Optional<Refusal> unfit(URI endpoint) {
    if (ours.contains(endpoint)) {
      return Optional.empty();
    }
    JsonAnswer answer = client.send(endpoint, JsonRequest.get("/v1/cluster", AT_ONCE));
    Reply<Snapshot> reply =
        answer instanceof JsonAnswer.Answered answered ? read(answered) : nothingSeen(answer);
    return switch (reply) {
      case Reply.Ok<Snapshot> ok -> Optional.empty();
      case Reply.Refused<Snapshot>(Refusal refusal) -> Optional.of(refusal);
      case Reply.Unreachable<Snapshot>(String why) ->
          Optional.of(Refusal.of(Refusal.Code.OTHER, why));
      case Reply.Unknown<Snapshot>(String why) -> Optional.of(Refusal.of(Refusal.Code.OTHER, why));
    };
  }

  /** The shard id of a node, after a look if it was not seen yet. */
  Reply<Integer> shard(NodeName node) {
    Integer known = shards.get(node);
    if (known != null) {
      return new Reply.Ok<>(known);
    }
    return switch (look(Optional.empty(), Interest.REVISION, Duration.ZERO)) {
      case Reply.Ok<Snapshot> ok -> {
        Integer seen = shards.get(node);
        yield seen != null
            ? new Reply.Ok<>(seen)
            : new Reply.Refused<>(
                Refusal.of(Refusal.Code.OTHER, "the cluster has no node named " + node));
      }
      case Reply.Refused<Snapshot>(Refusal refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<Snapshot>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<Snapshot>(String why) -> new Reply.Unreachable<>(why);
    };
  }

  /** Nothing older than what a change led to is believed from now on. */
  void changedTo(long epoch, long revision) {
    horizon.raise(epoch, revision);
  }

  private static Reply<Snapshot> nothingSeen(JsonAnswer answer) {
    return switch (answer) {
      case JsonAnswer.Answered answered -> new Reply.Unknown<>(Problem.from(answered).words());
      case JsonAnswer.NotSent(String why) -> new Reply.Unreachable<>(why);
      case JsonAnswer.Lost(String why) -> new Reply.Unknown<>(why);
    };
  }

  /** Takes an answer at its word, whatever was seen before. */
  private Reply<Snapshot> read(JsonAnswer.Answered answer) {
    if (answer.status() != 200 || answer.body().isEmpty()) {
      return new Reply.Unreachable<>(Problem.from(answer).words());
    }
    Snapshot snapshot;
    try {
      snapshot = SnapshotReader.read(answer.body().get(), roster);
    } catch (MalformedAnswer e) {
      return new Reply.Unknown<>(answer.endpoint() + ": in its answer, " + e.why());
    }
    Optional<String> contradiction = roster.contradiction(snapshot);
    if (contradiction.isPresent()) {
      return new Reply.Refused<>(
          Refusal.of(Refusal.Code.WRONG_CLUSTER, answer.endpoint() + ": " + contradiction.get()));
    }
    ours.add(answer.endpoint());
    return new Reply.Ok<>(snapshot);
  }

  /** One look at whichever endpoint can be believed. */
  private final class Look implements Fitness {
    private Optional<Reply<Snapshot>> seen = Optional.empty();
    private boolean senseless;

    @Override
    public Optional<String> before(URI endpoint) {
      return Optional.empty();
    }

    @Override
    public Optional<String> after(JsonAnswer.Answered answer) {
      Reply<Snapshot> reply = read(answer);
      if (reply instanceof Reply.Unreachable<Snapshot>(String why)) {
        return Optional.of(why);
      }
      if (reply instanceof Reply.Unknown<Snapshot>(String why)) {
        senseless = true;
        return Optional.of(why);
      }
      if (reply instanceof Reply.Ok<Snapshot>(Snapshot snapshot)) {
        if (!horizon.admit(snapshot.stamp())) {
          return Optional.of(answer.endpoint() + ": it shows " + older(snapshot.stamp()));
        }
        snapshot.nodes().forEach(n -> n.shard().ifPresent(id -> shards.put(n.name(), id)));
      }
      seen = Optional.of(reply);
      return Optional.empty();
    }

    private String older(Stamp stamp) {
      Stamp newest = horizon.newest();
      return "revision "
          + stamp.revision()
          + " of epoch "
          + stamp.epoch()
          + ", older than revision "
          + newest.revision()
          + " of epoch "
          + newest.epoch()
          + " seen before";
    }
  }
}
