package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.traffic.ReadRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator should know before changing anything, and what stands in no other column. */
final class Cautions {
  private final Setup setup;
  private final Observation seen;
  private final Fitness fitness;
  private final List<String> found = new ArrayList<>();

  Cautions(Setup setup, Observation seen, Fitness fitness) {
    this.setup = setup;
    this.seen = seen;
    this.fitness = fitness;
  }

  List<String> all() {
    for (Setup.Node node : setup.nodes()) {
      Optional.ofNullable(seen.nodes().get(node.name())).ifPresent(s -> of(node.name(), s));
    }
    seen.clusterSeen().ifPresent(this::members);
    leftBehind();
    if (seen.routes() instanceof Reply.Ok<ReadRoutes.View>(ReadRoutes.View view)) {
      found.addAll(view.complaints());
    }
    found.addAll(seen.sql().complaints());
    return List.copyOf(found);
  }

  private void of(NodeName name, Sighting sighting) {
    Impediments.why(sighting.reply()).ifPresent(why -> found.add(name + ": " + why));
    sighting.reading().ifPresent(reading -> of(name, reading));
  }

  private void of(NodeName name, NodeReading reading) {
    fitness.unfit(name, reading).ifPresent(why -> found.add(name + ": " + why));
    if (fitness.diverged(name, reading)) {
      found.add(name + ": its database is another one, or has gone its own way");
    }
    if (reading.pendingRestart()) {
      found.add(name + ": parameters wait for its next restart");
    }
    if (reading.tagged("noloadbalance")) {
      found.add(name + ": its tag noloadbalance keeps reads off it, and stays");
    }
    if (reading.tagged("nofailover")) {
      found.add(name + ": its tag nofailover keeps leadership off it, and stays");
    }
    for (String busy : seen.sql().work().getOrDefault(name, List.of())) {
      found.add(name + ": " + busy);
    }
  }

  private void members(ClusterReading cluster) {
    for (Setup.Node node : setup.nodes()) {
      if (cluster.member(node.name().value()).isEmpty()) {
        found.add(
            node.name()
                + ": Patroni does not list it, because it was down for long, or is called otherwise"
                + " there");
      }
    }
    for (ClusterReading.Member member : cluster.members()) {
      if (setup.node(new NodeName(member.name())).isEmpty()) {
        found.add(
            member.name() + ": a member that the cluster file does not name; it is not rolled");
      }
    }
  }

  private void leftBehind() {
    boolean nobody = seen.sharedSeen().flatMap(SharedState.View::lease).isEmpty();
    seen.switchover()
        .filter(note -> nobody && !seen.switching())
        .ifPresent(
            note ->
                found.add(
                    "a switchover from %s to %s was broken off: the next drain, rejoin or roll first undoes what it did to traffic"
                        .formatted(note.from(), note.to())));
  }
}
