package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.HttpEndpoint;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import dev.tidalctl.sandbox.wire.Reply;
import dev.tidalctl.sandbox.wire.Request;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Looking at the cluster, and the nodes' registration. */
final class ClusterApi {
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  /** How long a look waits for the nodes: one that hangs is shown as it was seen last. */
  private static final Duration ROUND_LIMIT = Duration.ofMillis(20);

  private final Topology topology;
  private final Assignments assignments;
  private final SnapshotDocument snapshot;
  private final RateMeter writeRate;

  ClusterApi(
      Topology topology, Assignments assignments, SnapshotDocument snapshot, RateMeter writeRate) {
    this.topology = topology;
    this.assignments = assignments;
    this.snapshot = snapshot;
    this.writeRate = writeRate;
  }

  void serveOn(HttpEndpoint endpoint) {
    endpoint
        .on("GET", "/v1/cluster", this::cluster)
        .on("GET", "/v1/transitions", this::transitions)
        .on("GET", "/internal/nodes", this::nodes)
        .on("POST", "/internal/register", this::register);
  }

  /** What is shown at once, because nothing is waited for or it has moved, is asked for anew. */
  private Reply cluster(Request request) throws InterruptedException {
    Changes changes = topology.changes();
    OptionalLong after = request.queryNumber("after");
    long round = topology.rounds().call();
    if (after.isEmpty() || changes.await(counter(request), after.getAsLong(), wait(request))) {
      topology.rounds().await(round, ROUND_LIMIT);
    }
    long observation = changes.observation();
    return Reply.ok(
        snapshot.of(topology.view(), observation, topology.clocks().now(), writeRate.perSecond()));
  }

  private static Changes.Of counter(Request request) {
    String of = request.query("of").orElse("revision");
    return switch (of) {
      case "revision" -> Changes.Of.REVISION;
      case "observation" -> Changes.Of.OBSERVATION;
      default -> throw Problem.of(ProblemCode.BAD_REQUEST, "of is revision or observation");
    };
  }

  /** Reads {@code 10s} or {@code 500ms}; at most {@link #MAX_WAIT}. */
  private static Duration wait(Request request) {
    String text = request.query("wait").orElse("0s").toLowerCase(Locale.ROOT);
    try {
      Duration wait =
          text.endsWith("ms")
              ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
              : Duration.ofSeconds(Long.parseLong(text.replaceAll("s$", "")));
      return wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT;
    } catch (NumberFormatException e) {
      throw Problem.of(ProblemCode.BAD_REQUEST, "wait is a number with s or ms: " + text);
    }
  }

  private Reply transitions(Request request) {
    long since = request.queryNumber("since").orElse(0);
    long limit = request.queryNumber("limit").orElse(Long.MAX_VALUE);
    return Reply.ok(
        JsonObject.builder()
            .put(
                "transitions",
                topology.transitionsSince(since).stream()
                    .limit(Math.max(0, limit))
                    .map(Transition::document)
                    .toList())
            .build());
  }

  private Reply nodes(Request request) {
    return Reply.ok(
        JsonObject.builder()
            .put("nodes", topology.state().members().stream().map(Member::document).toList())
            .build());
  }

  private Reply register(Request request) {
    JsonObject status = request.document();
    int shard = status.integer("shard");
    Observation seen = Observation.from(status, topology.clocks().nanos(), topology.clocks().now());
    String name = topology.state().member(shard).name();
    if (!name.equals(status.text("name"))) {
      throw Problem.of(ProblemCode.BAD_REQUEST, "shard " + shard + " is " + name);
    }
    topology.observe(shard, seen); // before the revision moves, for those who wait for that
    topology.change(
        draft -> {
          Member member = draft.state().member(shard);
          Member.Incarnation process = Member.Incarnation.from(status);
          if (!member.process().equals(Optional.of(process))) {
            draft.register(member, process);
          }
          if (!member.reachable()) {
            draft.reach(draft.state().member(shard), true, "registered");
          }
          return member;
        });
    return Reply.ok(assignments.of(shard).document());
  }
}
