package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.simulation.fault.Fault;
import dev.tidalctl.simulation.fault.Target;
import dev.tidalctl.simulation.plan.FaultPlan;
import dev.tidalctl.simulation.plan.Phase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Has faults happen, and mends what they did. */
final class Mishaps {
  private final World world;
  private boolean over;

  Mishaps(World world) {
    this.world = world;
  }

  void strike(FaultPlan planned) {
    if (over) {
      return;
    }
    Operator operator = world.operators().get(planned.operator());
    Optional<Tool> tool = operator.tool();
    if (planned.fault().kind().whyNotElsewhere().isEmpty()) {
      world.struck(planned.fault(), tool.map(Tool::phase).orElse(Phase.OPENING));
    }
    befall(planned.fault(), operator, tool);
  }

  private void befall(Fault fault, Operator operator, Optional<Tool> tool) {
    Link link = operator.link();
    switch (fault) {
      case Fault.RequestLost(int calls) -> link.losesRequests += calls;
      case Fault.ReplyLost(int calls) -> link.losesReplies += calls;
      case Fault.RequestRepeated(int calls, Duration apart) -> {
        link.repeats += calls;
        link.repeatsAfter = apart.toNanos();
      }
      case Fault.RequestDelayed(int calls, Duration by) -> {
        link.delays += calls;
        link.delaysBy = by.toNanos();
      }
      case Fault.RepliesReordered(Duration window, Duration upTo) -> {
        link.reordersUntil = until(window);
        link.reordersUpTo = upTo.toNanos();
      }
      case Fault.StaleLooks(Duration window, Duration age) -> freeze(link, age, window);
      case Fault.BackwardLooks(Duration window) -> freeze(link, Duration.ZERO, window);
      case Fault.PartialLooks(Duration window) -> link.partialUntil = until(window);
      case Fault.WrongCluster(Duration window) -> link.wrongUntil = until(window);
      case Fault.CutOff(Duration window) -> link.cutUntil = until(window);
      case Fault.ControlPlaneDown(Duration window) -> controlPlaneDown(window);
      case Fault.ControlPlaneRestarts r -> controlPlaneDown(Duration.ofMillis(1));
      case Fault.LeaseLost l -> world.authority().leases().drop();
      case Fault.LeaderMoves m -> moveLeader();
      case Fault.LeaderDies(Duration failover, Duration away) -> killLeader(failover, away);
      case Fault.NoLeader(Duration window) -> loseLeader(window);
      case Fault.TwoClaimants(Duration window) ->
          node(Target.ANOTHER, tool).ifPresent(n -> n.claimsUntil = until(window));
      case Fault.HandoverStalls(Duration window) ->
          world.authority().handovers().stallUntil = until(window);
      case Fault.FollowerDiverges(Target target) -> node(target, tool).ifPresent(this::diverge);
      case Fault.NodeRestarts(Target target, Duration away) ->
          node(target, tool).ifPresent(n -> restart(n, away));
      case Fault.NodeDies(Target target) -> node(target, tool).ifPresent(SimNode::stop);
      case Fault.NodeFlaps(Target target, int times) ->
          node(target, tool).ifPresent(n -> flap(n, times));
      case Fault.LagStuck(Target target, Duration window) ->
          node(target, tool).ifPresent(n -> n.stuckUntil = until(window));
      case Fault.LagGrows(Target target, Duration window) ->
          node(target, tool).ifPresent(n -> n.slowUntil = until(window));
      case Fault.ObservationsStop(Target target, Duration window) ->
          node(target, tool).ifPresent(n -> n.hiddenUntil = until(window));
      case Fault.WorkNeverEnds(Target target, Duration window) ->
          node(target, tool).ifPresent(n -> n.busyUntil = until(window));
      case Fault.WalDropped d ->
          world.authority().firstKept = world.authority().leading().wal.last() + 1;
      case Fault.WriteFlood(Duration window) -> world.tides().floodUntil = until(window);
      case Fault.CommandFails f -> world.supervisor().arm(f);
      case Fault.CommandHangs f -> world.supervisor().arm(f);
      case Fault.CommandWithoutEffect f -> world.supervisor().arm(f);
      case Fault.CommandWrongVersion f -> world.supervisor().arm(f);
      case Fault.SupervisorDies f -> world.supervisor().arm(f);
      case Fault.ToolCrashes(boolean after) -> tool.ifPresent(t -> t.dieAtNextSending(after));
      case Fault.JournalTorn(int percent) -> tool.ifPresent(t -> t.dieInJournal(percent));
      case Fault.DiskFull(Duration window) -> operator.disk().fullUntil = until(window);
      case Fault.MachineLost l -> operator.loseMachine();
      case Fault.Signalled(var how) -> tool.ifPresent(t -> t.signal(how));
      case Fault.ToolSuspended(Duration window) -> tool.ifPresent(t -> t.suspend(window));
      case Fault.ClockJumps(Duration by) -> operator.jump(by);
      case Fault.Impeded impeded -> world.authority().impede(impeded);
      case Fault.RouteLost lost -> loseRoute(lost, lost.times(), operator);
      case Fault.SessionsStay stay -> keepSessions(stay, tool);
      case Fault.RestartWithoutEffect r -> world.supervisor().arm(r);
    }
  }

  /** Whichever node is held is exposed, the one in hand before others. */
  private void loseRoute(Fault fault, int times, Operator operator) {
    if (over) {
      return;
    }
    Optional<Tool> tool = operator.tool();
    List<SimNode> held =
        world.authority().nodes().stream().filter(n -> n.routing != Routing.SERVING).toList();
    Optional<NodeName> inHand = tool.flatMap(Tool::inHand);
    held.stream()
        .filter(n -> inHand.equals(Optional.of(n.name())))
        .findFirst()
        .or(() -> held.stream().findFirst())
        .ifPresent(
            node -> {
              world.struck(fault, tool.map(Tool::phase).orElse(Phase.OPENING));
              world.authority().expose(node);
            });
    if (times > 1) {
      world.agenda().in(Duration.ofMillis(700), () -> loseRoute(fault, times - 1, operator));
    }
  }

  private void keepSessions(Fault fault, Optional<Tool> tool) {
    tool.filter(t -> t.phase() == Phase.DRAINING)
        .flatMap(Tool::inHand)
        .map(world.authority()::node)
        .ifPresent(
            node -> {
              world.struck(fault, Phase.DRAINING);
              node.busyUntil = Long.MAX_VALUE;
            });
  }

  private long until(Duration window) {
    return world.now() + window.toNanos();
  }

  /** Looks show one same snapshot, taken after a while, until the window is over. */
  private void freeze(Link link, Duration age, Duration window) {
    link.frozen = Optional.of(world.gallery().snapshot());
    world.agenda().in(age, () -> link.frozenUntil = until(window));
  }

  private void controlPlaneDown(Duration window) {
    if (world.authority().running) {
      world.authority().running = false;
      world.gallery().dropAll();
      world.authority().handovers().cancel();
      world.agenda().in(window, this::controlPlaneUp);
    }
  }

  private void controlPlaneUp() {
    if (!world.authority().running) {
      world.authority().restart();
    }
  }

  private void moveLeader() {
    Authority authority = world.authority();
    SimNode from = authority.leading();
    authority.nodes().stream()
        .filter(n -> n.up && n != from && n.routing == Routing.SERVING && n.wal.beginsOf(from.wal))
        .max(Comparator.comparingInt(n -> n.wal.last()))
        .filter(n -> from.up && authority.isLeaderKnown())
        .ifPresent(
            to -> {
              to.wal.takeFrom(from.wal, from.wal.last());
              to.applied = to.wal.last();
              authority.handovers().byHand(to);
            });
  }

  private void killLeader(Duration failover, Duration away) {
    Authority authority = world.authority();
    SimNode lost = authority.leading();
    lost.stop();
    world.agenda().in(away, () -> revive(lost));
    world
        .agenda()
        .in(
            failover,
            () -> {
              if (!lost.up && authority.leading() == lost) {
                authority.nodes().stream()
                    .filter(n -> n.up && n.routing == Routing.SERVING && n.wal.beginsOf(lost.wal))
                    .max(Comparator.comparingInt(n -> n.wal.last()))
                    .ifPresent(
                        heir -> {
                          world.tides().lostWith(heir);
                          authority.handovers().byHand(heir);
                        });
              }
            });
  }

  private void loseLeader(Duration window) {
    world.authority().leaderKnown(false);
    world.agenda().in(window, () -> world.authority().leaderKnown(true));
  }

  private void diverge(SimNode node) {
    if (node != world.authority().leading()) {
      node.wal.append(world.authority().term, world.draw());
      node.applied = node.wal.last();
    }
  }

  private void restart(SimNode node, Duration away) {
    node.stop();
    world.agenda().in(away, () -> revive(node));
  }

  private void revive(SimNode node) {
    if (!node.up) {
      node.start();
    }
  }

  private void flap(SimNode node, int times) {
    restart(node, Duration.ofMillis(400));
    if (times > 1) {
      world.agenda().in(Duration.ofMillis(1100), () -> flap(node, times - 1));
    }
  }

  private Optional<SimNode> node(Target target, Optional<Tool> tool) {
    Authority authority = world.authority();
    List<SimNode> nodes = authority.nodes();
    Optional<NodeName> inHand = tool.flatMap(Tool::inHand);
    return switch (target) {
      case LEADER -> Optional.of(authority.leading());
      case IN_HAND -> inHand.map(authority::node).or(() -> Optional.of(any(nodes)));
      case ANOTHER -> {
        List<SimNode> others =
            nodes.stream()
                .filter(n -> n != authority.leading() && !inHand.equals(Optional.of(n.name())))
                .toList();
        yield others.isEmpty() ? Optional.empty() : Optional.of(any(others));
      }
    };
  }

  private SimNode any(List<SimNode> nodes) {
    return nodes.get((int) Math.floorMod(world.draw(), (long) nodes.size()));
  }

  /** Ends every fault and mends what it left: from here on nothing goes wrong any more. */
  void mend() {
    over = true;
    Authority authority = world.authority();
    world.supervisor().mend();
    world.tides().floodUntil = 0;
    authority.handovers().stallUntil = 0;
    if (!authority.running) {
      authority.restart();
    }
    authority.leaderKnown(true);
    authority.ease();
    revive(authority.leading());
    for (SimNode node : authority.nodes()) {
      node.stuckUntil = 0;
      node.slowUntil = 0;
      node.hiddenUntil = 0;
      node.busyUntil = 0;
      node.claimsUntil = 0;
      node.exposed = false;
      if (world.supervisor().runningOn(node).isEmpty()) {
        revive(node);
      }
      reseed(node);
    }
    world.operators().forEach(Operator::mend);
    world.note(() -> "all is mended");
  }

  /** Gives a node that can't catch up any more a copy of the leader, as its operator is told to. */
  void reseed(SimNode node) {
    Authority authority = world.authority();
    boolean gap = node.wal.last() + 1 < authority.firstKept;
    if (!node.wal.beginsOf(authority.leading().wal) || gap) {
      node.wal.reseed(authority.leading().wal);
      node.applied = node.wal.last();
      world.note(() -> node.name() + " is a copy of the leader now");
    }
  }
}
