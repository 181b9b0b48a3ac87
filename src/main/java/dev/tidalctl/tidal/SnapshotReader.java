package dev.tidalctl.tidal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.model.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the answer of {@code GET /v1/cluster}. */
final class SnapshotReader {
  private enum LeaseState {
    HELD,
    ABANDONED
  }

  private SnapshotReader() {}

  /**
   * Reads a snapshot.
   *
   * @param roster says which zone a node is in
   * @throws MalformedAnswer also when two shards share an id or a name, or the leader is none of
   *     them
   */
  static Snapshot read(JsonNode body, Roster roster) throws MalformedAnswer {
    Fields top = Fields.of(body, "");
    List<NodeView> nodes = nodes(top, roster);
    long term = top.whole("term");
    Optional<Fields> lease = top.optionalObject("lease");
    return new Snapshot(
        top.text("cluster"),
        new Stamp(top.whole("epoch"), top.whole("revision"), top.whole("observation")),
        leader(top, nodes),
        position(OptionalLong.of(term), top.optionalWhole("leaderSeqno")),
        top.optionalTime("leaderObservedAt"),
        top.optionalWhole("firstKeptSeqno"),
        top.time("now"),
        top.optionalNumber("writeRate"),
        top.optionalWhole("retentionCap"),
        top.word("lagUnit", LagUnit.class, WireWords::lower),
        lease.isEmpty() ? Optional.empty() : Optional.of(lease(lease.get())),
        true,
        nodes,
        List.of(),
        List.of());
  }

  /** A lease as the snapshot and a refusal show it. */
  static LeaseHolder lease(Fields lease) throws MalformedAnswer {
    return new LeaseHolder(
        lease.text("owner"),
        lease.text("host"),
        new RunId(lease.text("runId")),
        lease.word("kind", RunKind.class, WireWords::lower),
        lease.optionalText("wanted").map(Version::new),
        lease.time("expiresAt"),
        lease.word("state", LeaseState.class, WireWords::lower) == LeaseState.ABANDONED);
  }

  private static List<NodeView> nodes(Fields top, Roster roster) throws MalformedAnswer {
    List<NodeView> nodes = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    Set<NodeName> names = new HashSet<>();
    for (Fields shard : top.objects("shards")) {
      NodeView node = node(shard, roster);
      if (!ids.add(shard.small("id"))) {
        throw shard.wrong("id", "is that of another shard too");
      }
      if (!names.add(node.name())) {
        throw shard.wrong("name", "is that of another shard too");
      }
      nodes.add(node);
    }
    return nodes;
  }

  private static NodeView node(Fields shard, Roster roster) throws MalformedAnswer {
    String name = shard.text("name");
    if (name.isBlank()) {
      throw shard.wrong("name", "is blank");
    }
    NodeName node = new NodeName(name);
    Optional<Fields> hold = shard.optionalObject("hold");
    return new NodeView(
        node,
        OptionalInt.of(shard.small("id")),
        shard.word("role", Role.class, WireWords::lower),
        roster.zone(node, shard.optionalText("zone")),
        shard.word("routing", Routing.class, WireWords::lower),
        hold.isEmpty() ? Optional.empty() : Optional.of(hold(hold.get())),
        shard.flag("reachable"),
        shard.flag("electable"),
        shard.flag("diverged"),
        shard.optionalText("incarnation").map(Incarnation::new),
        shard.optionalText("version").map(Version::new),
        position(shard.optionalWhole("term"), shard.optionalWhole("appliedSeqno")),
        shard.optionalSmall("inFlight"),
        shard.optionalTime("observedAt"),
        false,
        List.of());
  }

  private static Hold hold(Fields hold) throws MalformedAnswer {
    return new Hold(
        hold.text("owner"),
        new RunId(hold.text("runId")),
        hold.text("host"),
        hold.text("reason"),
        hold.time("since"),
        hold.word("phase", Phase.class, WireWords::of),
        hold.optionalText("version").map(Version::new),
        hold.optionalText("incarnation").map(Incarnation::new));
  }

  private static Optional<NodeName> leader(Fields top, List<NodeView> nodes)
      throws MalformedAnswer {
    OptionalInt id = top.optionalSmall("leader");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    for (NodeView node : nodes) {
      if (node.shard().equals(id)) {
        return Optional.of(node.name());
      }
    }
    throw top.wrong("leader", "is " + id.getAsInt() + ", which is none of the shards");
  }

  private static Optional<Position> position(OptionalLong term, OptionalLong seqno) {
    return term.isPresent() && seqno.isPresent()
        ? Optional.of(new Position(term.getAsLong(), seqno.getAsLong()))
        : Optional.empty();
  }
}
