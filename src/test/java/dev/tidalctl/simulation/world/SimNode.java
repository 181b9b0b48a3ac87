package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.simulation.plan.NodePlan;
import java.util.Optional;

/** A node: what is true of it, and below what the control plane knows of it. */
public final class SimNode {
  private final NodeName name;
  private final String zone;
  private final int index;
  final Wal wal = new Wal();
  int applied;
  boolean up;
  String installed;
  private String version;
  private int starts;
  private Incarnation incarnation;
  int inFlight;
  long stuckUntil;
  long slowUntil;
  long busyUntil;
  long hiddenUntil;
  long claimsUntil;

  Routing routing = Routing.SERVING;
  Optional<Hold> hold = Optional.empty();
  boolean reachable;
  boolean shipping = true;
  boolean exposed;
  Optional<Observation> seen = Optional.empty();

  SimNode(NodePlan plan, int index) {
    this.name = plan.name();
    this.zone = plan.zone();
    this.index = index;
    this.installed = plan.version();
    this.version = plan.version();
    this.up = plan.up();
    this.reachable = plan.up();
    this.starts = 1;
    this.incarnation = new Incarnation(name + "#1");
  }

  /** Its name. */
  public NodeName name() {
    return name;
  }

  /** Its zone. */
  public String zone() {
    return zone;
  }

  /** Its number, from 0; also its shard. */
  public int index() {
    return index;
  }

  /** The version that its process runs, or last ran. */
  public Version version() {
    return new Version(version);
  }

  /** Its process, or the last one. */
  public Incarnation incarnation() {
    return incarnation;
  }

  /** Whether its process runs. */
  public boolean up() {
    return up;
  }

  /** What traffic does with it, by the control plane. */
  public Routing routing() {
    return routing;
  }

  /** Its hold, by the control plane. */
  public Optional<Hold> hold() {
    return hold;
  }

  /** Whether the control plane takes it for reachable. */
  public boolean reachable() {
    return reachable;
  }

  /** Whether clients reach it though it is held out of service. */
  public boolean exposed() {
    return exposed && routing != Routing.SERVING;
  }

  /** How far it has applied. */
  public Position applied() {
    return new Position(wal.term(applied), applied);
  }

  /** What its present process said when last seen. */
  Optional<Observation> current() {
    return reachable ? seen : Optional.empty();
  }

  void stop() {
    up = false;
    inFlight = 0;
  }

  /** Starts whatever is installed, as a new incarnation. */
  void start() {
    up = true;
    starts++;
    version = installed;
    incarnation = new Incarnation(name + "#" + starts);
  }
}
