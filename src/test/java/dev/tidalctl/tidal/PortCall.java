package dev.tidalctl.tidal;

import static dev.tidalctl.tidal.DriverFixture.NODE_0;
import static dev.tidalctl.tidal.DriverFixture.NODE_1;

import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.model.Version;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Every kind of call that the core makes of a driver. */
enum PortCall {
  LOOK(Kind.LOOK, 5),
  LONG_LOOK(Kind.LOOK, 6),
  DIGESTS(Kind.READ, 10),
  FLOOR(Kind.READ, 10),
  ROUTING(Kind.CHANGE, 10),
  HEARTBEAT(Kind.CHANGE, 10),
  TAKE(Kind.CHANGE, 4),
  RENEW(Kind.CHANGE, 4),
  LEADERSHIP(Kind.BARE_CHANGE, 10),
  SHIP(Kind.BARE_CHANGE, 10),
  RELEASE(Kind.BARE_CHANGE, 4),
  BREAK(Kind.BARE_CHANGE, 4);

  /** What is at stake. */
  enum Kind {
    /** Reads the snapshot. */
    LOOK,
    /** Reads something else. */
    READ,
    /** Changes something, and needs what the answer holds. */
    CHANGE,
    /** Changes something, and needs no more than a yes. */
    BARE_CHANGE
  }

  private final Kind kind;
  private final Duration limit;

  PortCall(Kind kind, int seconds) {
    this.kind = kind;
    this.limit = Duration.ofSeconds(seconds);
  }

  Kind kind() {
    return kind;
  }

  boolean changes() {
    return kind == Kind.CHANGE || kind == Kind.BARE_CHANGE;
  }

  /** How long one endpoint may keep it. */
  Duration limit() {
    return limit;
  }

  Reply<?> ask(TidalDriver driver) {
    return switch (this) {
      case LOOK -> driver.controlPlane().look(Optional.empty(), Interest.REVISION, Duration.ZERO);
      case LONG_LOOK ->
          driver
              .controlPlane()
              .look(
                  Optional.of(new Stamp(1, 12, 345)), Interest.OBSERVATION, Duration.ofSeconds(1));
      case DIGESTS -> driver.controlPlane().digests(NODE_1, NODE_0, 90);
      case FLOOR -> driver.controlPlane().servingFloor(5);
      case ROUTING -> driver.controlPlane().changeRouting(draining(), 5);
      case HEARTBEAT -> driver.walShipper().appendHeartbeat(5);
      case TAKE ->
          driver
              .lease()
              .take(
                  new Identity("ann@desk", "desk", new RunId("r-1"), RunKind.ROLL),
                  Optional.of(new Version("2.0.0")),
                  "nonce",
                  Optional.empty());
      case RENEW -> driver.lease().renew(5);
      case LEADERSHIP ->
          driver.controlPlane().moveLeadership(new Handover(NODE_0, NODE_1, 1, 12), 5);
      case SHIP -> driver.walShipper().shipSegmentsSince(NODE_1, new Position(1, 90), 5);
      case RELEASE -> driver.lease().release(5);
      case BREAK -> driver.lease().breakLease(new RunId("r-1"), false);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static RoutingChange draining() {
    return new RoutingChange(
        NODE_1,
        Routing.DRAINING,
        1,
        1,
        Optional.empty(),
        false,
        new RoutingChange.Requirement(Optional.empty(), Optional.empty()),
        12);
  }
}
