package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Routing;
import dev.tidalctl.simulation.fault.Fault;
import dev.tidalctl.simulation.plan.OperatorPlan;
import dev.tidalctl.simulation.plan.Phase;
import dev.tidalctl.simulation.plan.SimPlan;
import dev.tidalctl.simulation.plan.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * A whole world from one plan: cluster, control plane, clients, operators with their tools and
 * machines, faults. One thread, one queue, one clock; the same plan always goes the same way.
 *
 * <ol>
 *   <li>Operators do what they planned while faults strike.
 *   <li>Faults stop, everything is mended, and operators finish what was left unfinished.
 * </ol>
 */
public final class World {
  private static final String RANDOM = "L64X128MixRandom";
  private static final long FAULTS_END = Duration.ofMinutes(20).toNanos();
  private static final long WORLD_ENDS = Duration.ofMinutes(90).toNanos();
  private static final int ROUNDS = 12;
  private static final long REST = Duration.ofSeconds(20).toNanos();
  private static final long SETTLING = Duration.ofMinutes(10).toNanos();

  private final SimPlan plan;
  private final Witness witness;
  private final Chronicle chronicle;
  private final RandomGenerator random;
  private final Agenda agenda = new Agenda();
  private final Authority authority;
  private final Gallery gallery;
  private final Tides tides;
  private final Supervisor supervisor;
  private final Mishaps mishaps;
  private final Tally tally = new Tally();
  private final List<Operator> operators = new ArrayList<>();
  private long reroutings;
  private boolean somethingMoved;

  /** A world about to begin. */
  public World(SimPlan plan, Witness witness, Chronicle chronicle) {
    this.plan = plan;
    this.witness = witness;
    this.chronicle = chronicle;
    this.random = RandomGeneratorFactory.of(RANDOM).create(plan.seed());
    List<SimNode> nodes =
        IntStream.range(0, plan.cluster().nodes().size())
            .mapToObj(i -> new SimNode(plan.cluster().nodes().get(i), i))
            .toList();
    this.authority = new Authority(this, nodes, plan.cluster().unhealthyLag());
    this.gallery = new Gallery(this, authority, plan.cluster());
    this.tides = new Tides(this, plan.cluster());
    this.supervisor = new Supervisor(this);
    this.mishaps = new Mishaps(this);
    for (OperatorPlan operator : plan.operators()) {
      operators.add(new Operator(this, operator, operators.size()));
    }
    IntStream.range(0, 50).forEach(i -> authority.leading().wal.append(1, draw()));
    nodes.forEach(n -> n.wal.takeFrom(authority.leading().wal, 50));
    nodes.forEach(n -> n.applied = 50);
  }

  /** Lives through the whole plan. */
  public void live() {
    authority.observe();
    beat();
    plan.faults().stream()
        .filter(f -> f.trigger() instanceof Trigger.At)
        .forEach(f -> agenda.in(((Trigger.At) f.trigger()).time(), () -> mishaps.strike(f)));
    operators.forEach(Operator::begin);
    while (isAnybodyBusy() && step(FAULTS_END)) {}
    note(() -> "faults stop, everything is mended");
    mishaps.mend();
    for (int round = 0; round < ROUNDS && isAnythingLeft(); round++) {
      if (round > 0) {
        long rested = now() + REST;
        while (step(rested)) {}
      }
      for (Operator operator : operators) {
        operator.finish();
        while (operator.busy() && step(WORLD_ENDS)) {}
      }
    }
    for (Operator operator : operators) {
      operator.resumeAgain();
      while (operator.busy() && step(WORLD_ENDS)) {}
    }
    long settled = now() + SETTLING;
    while (!isSettled() && step(settled)) {}
    saw(new Occurrence.AllMended());
  }

  private boolean isAnybodyBusy() {
    for (Operator operator : operators) {
      if (operator.busy()) {
        return true;
      }
    }
    return false;
  }

  private boolean isAnythingLeft() {
    return operators.stream().anyMatch(Operator::hasUnfinished)
        || authority.nodes().stream().anyMatch(n -> n.routing() != Routing.SERVING);
  }

  private boolean isSettled() {
    return authority.nodes().stream().allMatch(n -> Tides.has(n, tides.acknowledged()));
  }

  private boolean step(long until) {
    boolean more = agenda.advance(until);
    if (somethingMoved) {
      somethingMoved = false;
      gallery.moved();
    }
    witness.passed(this);
    return more;
  }

  private void beat() {
    agenda.in(
        plan.cluster().beat(),
        () -> {
          tides.turn();
          if (authority.running) {
            authority.handovers().tend();
            authority.observe();
            authority.leases().countServing();
            somethingMoved = true;
          }
          beat();
        });
  }

  /** What it was planned from. */
  public SimPlan plan() {
    return plan;
  }

  /** The control plane. */
  public Authority authority() {
    return authority;
  }

  /** Writes and WAL. */
  public Tides tides() {
    return tides;
  }

  /** The upgrade commands. */
  public Supervisor supervisor() {
    return supervisor;
  }

  /** Nanoseconds since the world began. */
  public long now() {
    return agenda.now();
  }

  /** Faults by kind and phase. */
  public Tally tally() {
    return tally;
  }

  /** How often routing changed. */
  public long reroutings() {
    return reroutings;
  }

  /** The operators. */
  public List<Operator> operators() {
    return operators;
  }

  Witness witness() {
    return witness;
  }

  Agenda agenda() {
    return agenda;
  }

  Gallery gallery() {
    return gallery;
  }

  Mishaps mishaps() {
    return mishaps;
  }

  long draw() {
    return random.nextLong();
  }

  void moved() {
    somethingMoved = true;
  }

  void rerouted(SimNode node, Routing from) {
    reroutings++;
    note(() -> node.name() + " was " + from + ", is " + node.routing());
  }

  void saw(Occurrence occurrence) {
    witness.saw(occurrence, this);
  }

  void strikes(Fault fault) {
    struck(fault, Phase.UPGRADING);
  }

  void struck(Fault fault, Phase phase) {
    tally.count(fault.kind(), phase);
    note(() -> "FAULT " + fault + " while " + phase);
  }

  /** Writes a line of the chronicle, where one is kept. */
  public void note(Supplier<String> line) {
    chronicle.write(now(), line);
  }
}
