package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Impediment.Outlook;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.ConfigReading;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.NodeRole;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.traffic.ReadRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why nothing may be taken out of service now, each with its remedy.
 *
 * <ol>
 *   <li>Patroni is paused: it would neither stop nor start what a roll restarts.
 *   <li>Patroni can't read its store, or nobody holds the leader key.
 *   <li>Two nodes say that they lead.
 *   <li>The cluster follows another one: no leader of it takes writes.
 *   <li>Strict synchronous mode with fewer than two standbys to wait for: with one out, writes hang
 *       while every health check still says that all is well.
 *   <li>A switchover or restart is scheduled, which would come in between.
 *   <li>A node receives from another that is not the leader, and would lose its source.
 *   <li>What an earlier switchover did to traffic has not been undone.
 *   <li>One of the load balancers, or what operators share, can't be looked at.
 * </ol>
 *
 * What an operator has set lasts. That somebody did not answer, or not as one expects of a cluster
 * at rest, may be gone at the next look.
 */
final class Impediments {
  private static final int STANDBYS_NEEDED = 2;

  private final Setup setup;
  private final Observation seen;
  private final Leadership leadership;
  private final Fitness fitness;
  private final List<Impediment> found = new ArrayList<>();

  Impediments(Setup setup, Observation seen, Leadership leadership, Fitness fitness) {
    this.setup = setup;
    this.seen = seen;
    this.leadership = leadership;
    this.fitness = fitness;
  }

  List<Impediment> all() {
    paused();
    store();
    claims();
    standbyCluster();
    strictSynchronous();
    scheduled();
    cascades();
    switchover();
    routes();
    shared();
    return List.copyOf(found);
  }

  private void paused() {
    boolean paused =
        readings().anyMatch(NodeReading::paused)
            || seen.configSeen().filter(ConfigReading::paused).isPresent()
            || seen.clusterSeen().filter(ClusterReading::paused).isPresent();
    if (paused) {
      lasting(
          "Patroni is paused, so it would not start again what is stopped: patronictl resume "
              + setup.scope());
    }
  }

  private void store() {
    if (leadership.reading(seen).filter(NodeReading::unlocked).isPresent()) {
      passing(
          "Patroni sees nobody hold the leader key, or can't reach its store: see to etcd, then"
              + " wait for patronictl list to name a leader");
    } else if (why(seen.cluster()).isPresent()) {
      unseen(
          seen.cluster(),
          "Patroni does not answer for the cluster (%s): see to its store, etcd as a rule");
    } else {
      unseen(seen.config(), "Patroni's configuration can't be read (%s)");
    }
  }

  private void claims() {
    if (leadership.claimants().size() > 1) {
      passing(
          names(leadership.claimants())
              + " all say that they lead: stop the one that patronictl list does not call the"
              + " leader");
    }
  }

  private void standbyCluster() {
    boolean follows =
        seen.configSeen().filter(ConfigReading::standbyCluster).isPresent()
            || leadership
                .reading(seen)
                .filter(leader -> leader.role() == NodeRole.STANDBY_LEADER)
                .isPresent();
    if (follows) {
      lasting(
          "this is a standby cluster, whose leader replays: tidalctl does not roll such; roll it by"
              + " hand, or promote it first");
    }
  }

  private void strictSynchronous() {
    if (seen.configSeen().filter(c -> c.synchronous() && c.strict()).isEmpty()) {
      return;
    }
    List<NodeName> eligible =
        seen.nodes().entrySet().stream()
            .filter(e -> !leadership.is(e.getKey()))
            .filter(
                e ->
                    e.getValue()
                        .up()
                        .filter(node -> !node.tagged("nosync"))
                        .filter(node -> fitness.unfit(e.getKey(), node).isEmpty())
                        .isPresent())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (eligible.size() < STANDBYS_NEEDED) {
      found.add(
          new Impediment(
              "strict synchronous mode with "
                  + (eligible.isEmpty() ? "no standby" : "only " + names(eligible))
                  + " to wait for: with none left writes hang; bring another standby up, or"
                  + " patronictl edit-config "
                  + setup.scope()
                  + " -s synchronous_mode_strict=false",
              standbys() < STANDBYS_NEEDED ? Outlook.LASTS : Outlook.MAY_PASS));
    }
  }

  /** How many there would be to wait for, if all that may be were fit. */
  private long standbys() {
    return seen.nodes().entrySet().stream()
        .filter(e -> !leadership.is(e.getKey()))
        .filter(e -> e.getValue().reading().filter(node -> node.tagged("nosync")).isEmpty())
        .count();
  }

  private void scheduled() {
    seen.clusterSeen()
        .flatMap(ClusterReading::scheduledSwitchover)
        .ifPresent(
            when ->
                lasting(
                    "a switchover is scheduled for "
                        + when
                        + ": patronictl flush "
                        + setup.scope()
                        + " switchover, or wait for it"));
    for (Setup.Node node : setup.nodes()) {
      restart(node.name())
          .ifPresent(
              when ->
                  lasting(
                      "a restart of %s is scheduled for %s: patronictl flush %s %s restart, or wait for it"
                          .formatted(node.name(), when, setup.scope(), node.name())));
    }
  }

  /** The node itself knows at once; what Patroni lists of it is as old as its last round. */
  private Optional<String> restart(NodeName name) {
    return Optional.ofNullable(seen.nodes().get(name))
        .flatMap(Sighting::reading)
        .map(NodeReading::scheduledRestart)
        .orElseGet(
            () ->
                seen.clusterSeen()
                    .flatMap(cluster -> cluster.member(name.value()))
                    .flatMap(ClusterReading.Member::scheduledRestart));
  }

  private void cascades() {
    for (Setup.Node node : setup.nodes()) {
      Optional.ofNullable(seen.nodes().get(node.name()))
          .flatMap(Sighting::reading)
          .map(reading -> reading.tags().get("replicatefrom"))
          .filter(source -> setup.node(new NodeName(source)).isPresent())
          .filter(source -> !leadership.is(new NodeName(source)))
          .ifPresent(
              source ->
                  found.add(
                      new Impediment(
                          "%s receives its WAL from %s (tag replicatefrom) and would lose it: take that tag out of %s's configuration and reload it, for as long as the roll lasts"
                              .formatted(node.name(), source, node.name()),
                          leadership.leader().isPresent() ? Outlook.LASTS : Outlook.MAY_PASS)));
    }
  }

  private void switchover() {
    if (seen.switching()) {
      return;
    }
    seen.switchover()
        .filter(
            note ->
                seen.sharedSeen()
                    .flatMap(SharedState.View::lease)
                    .filter(lease -> live(lease))
                    .isPresent())
        .ifPresent(
            note ->
                lasting(
                    "a switchover from "
                        + note.from()
                        + " to "
                        + note.to()
                        + " is under way, or was broken off: wait for the holder of the lease, or"
                        + " unlock its run"));
  }

  private boolean live(LeaseHolder lease) {
    return !lease.abandoned() && lease.expiresAt().isAfter(seen.now());
  }

  private void routes() {
    String impediment = "what sends clients to the nodes can't be looked at (%s): see to it";
    unseen(seen.routes(), impediment);
    if (seen.routes() instanceof Reply.Ok<ReadRoutes.View>(ReadRoutes.View view)) {
      view.unseen().stream()
          .map(each -> new Impediment(impediment.formatted(each.why()), each.outlook()))
          .forEach(found::add);
    }
  }

  private void shared() {
    unseen(
        seen.shared(),
        "the lease and the marks that operators share can't be read (%s): see to the store that"
            + " state names");
  }

  /** Who refuses to answer does so until somebody sees to it; who is silent may answer yet. */
  private void unseen(Reply<?> reply, String impediment) {
    Outlook outlook = reply instanceof Reply.Refused ? Outlook.LASTS : Outlook.UNREACHED;
    why(reply)
        .map(impediment::formatted)
        .map(why -> new Impediment(why, outlook))
        .ifPresent(found::add);
  }

  private void lasting(String why) {
    found.add(Impediment.lasting(why));
  }

  private void passing(String why) {
    found.add(Impediment.passing(why));
  }

  private Stream<NodeReading> readings() {
    return seen.nodes().values().stream().flatMap(sighting -> sighting.reading().stream());
  }

  static Optional<String> why(Reply<?> reply) {
    return switch (reply) {
      case Reply.Ok<?> ok -> Optional.empty();
      case Reply.Refused<?>(var refusal) -> Optional.of(refusal.detail());
      case Reply.Unreachable<?>(String why) -> Optional.of(why);
      case Reply.Unknown<?>(String why) -> Optional.of(why);
    };
  }

  private static String names(List<NodeName> names) {
    return String.join(" and ", names.stream().map(NodeName::value).toList());
  }
}
