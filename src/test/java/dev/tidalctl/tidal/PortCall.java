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
import java.util.function.Function;

/** Every kind of call that the core makes of a driver. */
enum PortCall {
  LOOK(
      Kind.LOOK,
      5,
      driver -> driver.controlPlane().look(Optional.empty(), Interest.REVISION, Duration.ZERO)),
  LONG_LOOK(
      Kind.LOOK,
      6,
      driver ->
          driver
              .controlPlane()
              .look(
                  Optional.of(new Stamp(1, 12, 345)), Interest.OBSERVATION, Duration.ofSeconds(1))),
  DIGESTS(Kind.READ, 10, driver -> driver.controlPlane().digests(NODE_1, NODE_0, 90)),
  FLOOR(Kind.READ, 10, driver -> driver.controlPlane().servingFloor(5)),
  ROUTING(Kind.CHANGE, 10, driver -> driver.controlPlane().changeRouting(draining(), 5)),
  HEARTBEAT(Kind.CHANGE, 10, driver -> driver.walShipper().appendHeartbeat(5)),
  TAKE(
      Kind.CHANGE,
      4,
      driver ->
          driver
              .lease()
              .take(
                  new Identity("ann@desk", "desk", new RunId("r-1"), RunKind.ROLL),
                  Optional.of(new Version("2.0.0")),
                  "nonce")),
  RENEW(Kind.CHANGE, 4, driver -> driver.lease().renew(5)),
  LEADERSHIP(
      Kind.BARE_CHANGE,
      10,
      driver -> driver.controlPlane().moveLeadership(new Handover(NODE_0, NODE_1, 1, 12), 5)),
  SHIP(
      Kind.BARE_CHANGE,
      10,
      driver -> driver.walShipper().shipSegmentsSince(NODE_1, new Position(1, 90), 5)),
  RELEASE(Kind.BARE_CHANGE, 4, driver -> driver.lease().release(5)),
  BREAK(Kind.BARE_CHANGE, 4, driver -> driver.lease().breakLease(new RunId("r-1"), false));

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
  private final Function<TidalDriver, Reply<?>> call;

  PortCall(Kind kind, int seconds, Function<TidalDriver, Reply<?>> call) {
    this.kind = kind;
    this.limit = Duration.ofSeconds(seconds);
    this.call = call;
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
    return call.apply(driver);
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
