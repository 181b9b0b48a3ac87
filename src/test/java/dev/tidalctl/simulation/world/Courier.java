package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Digests;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.model.TakeOver;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Carries one tool's calls to the control plane and the replies back, as the driver behind the
 * ports does: each call ends within its limit, nothing older than what was seen before is shown,
 * another cluster is refused. The link decides what gets lost, late or repeated on the way.
 */
final class Courier {
  private static final long LIMIT = Duration.ofSeconds(5).toNanos();
  private static final long MILLI = 1_000_000;

  private final World world;
  private final Tool tool;
  private final Link link;
  private Stamp newest = new Stamp(0, 0, 0);

  Courier(World world, Tool tool, Link link) {
    this.world = world;
    this.tool = tool;
    this.link = link;
  }

  /** One call: its outcome is taken once, whatever comes first. */
  private final class Call {
    private final long id;
    private final Effect effect;
    private boolean over;

    Call(long id, Effect effect) {
      this.id = id;
      this.effect = effect;
    }

    void end(Outcome outcome) {
      if (!over) {
        over = true;
        tool.ended(id, effect, outcome);
      }
    }

    void end(Reply<?> nothing) {
      end(Outcomes.of(effect, nothing));
    }
  }

  void start(long id, Effect effect) {
    Call call = new Call(id, effect);
    if (isTroubled()) {
      link.trouble(world.now());
    }
    long limit = LIMIT + (effect instanceof Effect.Look look ? look.atMost().toNanos() : 0);
    world.agenda().in(limit, () -> call.end(new Reply.Unknown<>("no answer in time")));
    if (link.losesRequests > 0) {
      link.losesRequests--;
      return;
    }
    if (world.now() < link.cutUntil) {
      if ((world.draw() & 1) == 0) {
        world.agenda().in(20 * MILLI, () -> call.end(new Reply.Unreachable<>("no route")));
      }
      return;
    }
    long way = latency();
    if (link.delays > 0) {
      link.delays--;
      way += link.delaysBy;
    }
    world.agenda().in(way, () -> arrive(call));
    if (link.repeats > 0) {
      link.repeats--;
      world.agenda().in(way + link.repeatsAfter, () -> arrive(call));
    }
  }

  /** Whether what goes on between tool and control plane is other than it should be. */
  boolean isTroubled() {
    return !world.authority().running || link.isTroubled(world.now(), LIMIT + LIMIT / 2);
  }

  private long latency() {
    long way = MILLI + Math.floorMod(world.draw(), 4 * MILLI);
    return world.now() < link.reordersUntil
        ? way + Math.floorMod(world.draw(), Math.max(1, link.reordersUpTo))
        : way;
  }

  private void arrive(Call call) {
    if (!world.authority().running) {
      link.trouble(world.now());
      world.agenda().in(latency(), () -> call.end(new Reply.Unreachable<>("nobody listens")));
      return;
    }
    if (call.effect instanceof Effect.Look look) {
      look(call, look);
      return;
    }
    Outcome outcome = carryOut(call.effect);
    if (link.losesReplies > 0) {
      link.losesReplies--;
      link.trouble(world.now());
      return;
    }
    long back = latency();
    world.agenda().in(back, () -> call.end(outcome));
  }

  private void look(Call call, Effect.Look look) {
    if (world.now() < link.frozenUntil && link.frozen.isPresent()) {
      Snapshot frozen = link.frozen.get();
      long pause = Math.min(look.atMost().toNanos(), 300 * MILLI);
      world.agenda().in(pause + latency(), () -> show(call, frozen));
      return;
    }
    Optional<Stamp> after = look.after().filter(s -> s.epoch() == newest.epoch());
    long wait = after.isEmpty() ? 0 : look.atMost().toNanos();
    world
        .gallery()
        .watch(
            after.filter(s -> wait > 0),
            look.of(),
            wait,
            seen -> {
              if (link.losesReplies > 0) {
                link.losesReplies--;
                link.trouble(world.now());
                link.trouble(world.now());
                return;
              }
              long back = latency();
              seen.ifPresentOrElse(
                  s -> world.agenda().in(back, () -> show(call, s)),
                  () -> world.agenda().in(back, () -> call.end(new Reply.Unknown<>("cut"))));
            });
  }

  private void show(Call call, Snapshot snapshot) {
    if (world.now() < link.wrongUntil) {
      call.end(
          new Reply.Refused<>(Refusal.of(Refusal.Code.WRONG_CLUSTER, "this is another cluster")));
    } else if (snapshot.stamp().compareTo(newest) < 0) {
      call.end(new Reply.Unknown<>("it shows an older revision than was seen before"));
    } else {
      newest = snapshot.stamp();
      boolean partial = world.now() < link.partialUntil;
      Snapshot shown =
          partial ? Gallery.partial(snapshot, (snapshot.stamp().observation() & 1) == 0) : snapshot;
      call.end(new Reply.Ok<>(shown));
    }
  }

  private Outcome carryOut(Effect effect) {
    Authority authority = world.authority();
    return switch (effect) {
      case Effect.TakeLease take -> new Outcome.LeaseTaken(take(take));
      case Effect.RenewLease(long token) ->
          new Outcome.LeaseRenewed(authority.leases().renew(token));
      case Effect.ReleaseLease(long token) ->
          new Outcome.LeaseReleased(authority.leases().release(token));
      case Effect.ChangeRouting(var change, long token) -> {
        Reply<Routed> reply = authority.route(tool, change, token).map(done -> routed());
        if (reply instanceof Reply.Ok) {
          newest = new Stamp(authority.epoch, authority.revision, 0);
        }
        yield new Outcome.RoutingChanged(reply);
      }
      case Effect.CloseAgain(var node, long token) ->
          new Outcome.ClosedAgain(authority.closeAgain(node, token));
      case Effect.CutSessions(var node, long token) ->
          new Outcome.SessionsCut(authority.cutSessions(tool, node, token));
      case Effect.MoveLeadership(var wish, long token) ->
          new Outcome.LeadershipAsked(authority.handovers().start(tool, wish, token));
      case Effect.Ship(var node, var since, long token) ->
          new Outcome.ShippingAsked(authority.ship(node, since, token));
      case Effect.AppendHeartbeat(var node, long token) ->
          new Outcome.HeartbeatAppended(heartbeat(token));
      case Effect.CompareDigests(var node, var leader, long at) ->
          new Outcome.DigestsRead(digests(node, leader, (int) at));
      case Effect.ReadServingFloor(long token) -> new Outcome.ServingFloorRead(floor(token));
      case Effect.Look look -> throw new IllegalStateException("a look is shown elsewhere");
      case Effect.RunHook run -> throw new IllegalStateException("no control plane runs it");
      case Effect.RunUpgrade run -> throw new IllegalStateException("no control plane runs it");
    };
  }

  /** With a fence in half of the answers. */
  private Routed routed() {
    return new Routed(
        world
            .authority()
            .leader()
            .filter(leader -> leader.up)
            .map(SimNode::applied)
            .filter(end -> (end.seqno() & 1) == 0));
  }

  private Reply<LeaseGrant> take(Effect.TakeLease take) {
    return world
        .authority()
        .leases()
        .take(
            tool,
            take.identity(),
            take.wanted(),
            take.nonce(),
            take.takeOver().map(TakeOver::run),
            take.takeOver().flatMap(TakeOver::nonce));
  }

  private Reply<Position> heartbeat(long token) {
    return world.plan().cluster().heartbeats()
        ? world.authority().heartbeat(token)
        : Authority.refuse(Refusal.Code.UNSUPPORTED, "no heartbeats here");
  }

  private Reply<OptionalInt> floor(long token) {
    return world.authority().leases().floor(token);
  }

  private Reply<Digests> digests(NodeName name, NodeName leaderName, int at) {
    SimNode node = world.authority().node(name);
    SimNode leader = world.authority().node(leaderName);
    if (!world.plan().cluster().digests()) {
      return Authority.refuse(Refusal.Code.UNSUPPORTED, "no digests here");
    }
    if (!node.up || !leader.up || node.applied < at || leader.applied < at) {
      return Authority.refuse(Refusal.Code.OTHER, "a node does not answer up to " + at);
    }
    return new Reply.Ok<>(
        new Digests(
            Long.toHexString(node.wal.digest(at)), Long.toHexString(leader.wal.digest(at))));
  }
}
