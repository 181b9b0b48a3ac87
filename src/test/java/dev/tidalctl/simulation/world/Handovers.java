package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.time.Duration;
import java.util.Optional;

/**
 * Hands leadership over: writes are held until the heir has applied the old leader's last, or for
 * 1.7 s; then the heir leads in a new term, or everything goes back.
 */
final class Handovers {
  private static final long LIMIT = Duration.ofMillis(1700).toNanos();

  private record UnderWay(Optional<Tool> by, Handover wish, long token, long deadline) {}

  private final World world;
  private final Authority authority;
  private Optional<UnderWay> underWay = Optional.empty();
  long stallUntil;

  Handovers(World world, Authority authority) {
    this.world = world;
    this.authority = authority;
  }

  boolean holdWrites() {
    return underWay.isPresent();
  }

  Reply<Done> start(Tool by, Handover wish, long token) {
    Optional<Refusal> stale = authority.leases().refuses(token);
    if (stale.isPresent()) {
      return new Reply.Refused<>(stale.get());
    }
    if (wish.revision() != authority.revision) {
      return Authority.refuse(Refusal.Code.REVISION_CHANGED, "it is " + authority.revision);
    }
    Optional<Refusal> no = refusal(wish);
    if (no.isPresent()) {
      return new Reply.Refused<>(no.get());
    }
    underWay = Optional.of(new UnderWay(Optional.of(by), wish, token, world.now() + LIMIT));
    return new Reply.Ok<>(new Done());
  }

  /** Somebody other than a tool hands over: without a lease, at once. */
  void byHand(SimNode to) {
    cancel();
    lead(to);
  }

  private Optional<Refusal> refusal(Handover wish) {
    SimNode to = authority.node(wish.to());
    SimNode from = authority.node(wish.from());
    if (underWay.isPresent() || authority.leader().isEmpty() || wish.term() != authority.term) {
      return Optional.of(Refusal.of(Refusal.Code.OTHER, "term " + authority.term));
    }
    if (from.index() != authority.leader) {
      return Optional.of(Refusal.of(Refusal.Code.OTHER, from.name() + " does not lead"));
    }
    return authority.electable(to)
        ? Optional.empty()
        : Optional.of(Refusal.of(Refusal.Code.NOT_ELECTABLE, to.name() + " can't lead"));
  }

  void tend() {
    if (underWay.isEmpty()) {
      return;
    }
    UnderWay now = underWay.get();
    SimNode from = authority.node(now.wish().from());
    SimNode to = authority.node(now.wish().to());
    boolean caughtUp =
        from.up
            && to.up
            && world.now() >= stallUntil
            && to.wal.beginsOf(from.wal)
            && to.applied == from.wal.last();
    if (world.now() > now.deadline() || authority.leases().refuses(now.token()).isPresent()) {
      underWay = Optional.empty();
    } else if (caughtUp) {
      underWay = Optional.empty();
      if (refusal(now.wish()).isEmpty()) {
        now.by().ifPresent(by -> world.saw(new Occurrence.HandingOver(by, now.token(), from, to)));
        lead(to);
      }
    }
  }

  void lead(SimNode to) {
    authority.leader = to.index();
    authority.term++;
    to.wal.append(authority.term, 0);
    to.applied = to.wal.last();
    world.note(() -> to.name() + " leads in term " + authority.term);
    authority.revise();
  }

  void cancel() {
    underWay = Optional.empty();
  }
}
