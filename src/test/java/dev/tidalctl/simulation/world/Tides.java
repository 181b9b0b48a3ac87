package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.simulation.plan.ClusterPlan;

/**
 * What goes on by itself, beat by beat: clients write, WAL is shipped and applied, old WAL is
 * dropped, work in flight comes and ends.
 */
public final class Tides {
  private static final int FLOOD = 10;

  private final World world;
  private final ClusterPlan plan;
  private final double seconds;
  private double toWrite;
  long floodUntil;
  private Acknowledged last = new Acknowledged(0, 0);

  /** The last write that clients were told is safe, with the digest of all content up to it. */
  public record Acknowledged(int seqno, long digest) {}

  Tides(World world, ClusterPlan plan) {
    this.world = world;
    this.plan = plan;
    this.seconds = plan.beat().toNanos() / 1e9;
  }

  void turn() {
    Authority authority = world.authority();
    write(authority);
    SimNode leader = authority.leading();
    for (SimNode node : authority.nodes()) {
      if (node.up) {
        follow(node, leader, authority);
        work(node);
      }
    }
    retain(authority, leader);
  }

  private void write(Authority authority) {
    SimNode leader = authority.leading();
    boolean taken = leader.up && authority.isLeaderKnown() && !authority.handovers().holdWrites();
    if (!taken) {
      return;
    }
    int rate = plan.writesPerSecond() * (world.now() < floodUntil ? FLOOD : 1);
    toWrite += rate * seconds;
    for (; toWrite >= 1; toWrite--) {
      append(leader);
    }
    last = new Acknowledged(leader.wal.last(), leader.wal.digest(leader.wal.last()));
  }

  /** Appends one record to the leader's WAL. */
  Position append(SimNode leader) {
    leader.wal.append(world.authority().term, world.draw());
    leader.applied = leader.wal.last();
    return leader.applied();
  }

  private void follow(SimNode node, SimNode leader, Authority authority) {
    if (node == leader) {
      node.applied = node.wal.last();
      return;
    }
    boolean shipped =
        leader.up
            && node.routing != Routing.DRAINED
            && node.shipping
            && node.wal.last() + 1 >= authority.firstKept
            && node.wal.beginsOf(leader.wal);
    if (shipped) {
      node.wal.takeFrom(leader.wal, leader.wal.last());
    }
    if (world.now() >= node.stuckUntil) {
      double rate =
          world.now() < node.slowUntil ? plan.writesPerSecond() * 0.3 : plan.appliesPerSecond();
      node.applied = (int) Math.min(node.wal.last(), node.applied + Math.max(1, rate * seconds));
    }
  }

  private void work(SimNode node) {
    node.inFlight =
        node.routing == Routing.SERVING ? 1 + (int) (world.draw() & 3) : node.inFlight / 2;
    if (world.now() < node.busyUntil) {
      node.inFlight = Math.max(1, node.inFlight);
    }
  }

  private void retain(Authority authority, SimNode leader) {
    int needed = leader.wal.last() + 1;
    for (SimNode node : authority.nodes()) {
      needed = Math.min(needed, node.applied + 1);
    }
    if (plan.retentionCap().isPresent()) {
      long capped = leader.wal.last() - plan.retentionCap().getAsLong() + 1;
      needed = (int) Math.max(needed, capped);
    }
    authority.firstKept = Math.max(authority.firstKept, needed);
  }

  /** The last acknowledged write that no fault has lost. */
  public Acknowledged acknowledged() {
    return last;
  }

  /** Whether the leader still has it: what only a lost leader had is lost by a fault. */
  public boolean isKept(Acknowledged write) {
    return has(world.authority().leading(), write);
  }

  /** Whether a node has applied it, with the content acknowledged. */
  public static boolean has(SimNode node, Acknowledged write) {
    return node.applied >= write.seqno() && node.wal.digest(write.seqno()) == write.digest();
  }

  /** A leader was lost with what only it had. */
  void lostWith(SimNode heir) {
    int seqno = Math.min(last.seqno(), heir.wal.last());
    last = new Acknowledged(seqno, heir.wal.digest(seqno));
  }
}
