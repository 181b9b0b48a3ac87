package dev.tidalctl.traffic.exec;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.process.Ended;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.Placeholder;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Routes by the operator's commands: {@code drain}, {@code enable}, {@code check}.
 *
 * <ol>
 *   <li>{@code check} alone says what is so: exit status 0, the node has reads; 1, it has none;
 *       anything else, nobody knows.
 *   <li>It is asked before each change and after it. A change is done when {@code check} says so,
 *       whatever the command's own exit status.
 *   <li>What it said less than a second ago is believed by {@link #look}, because that is called
 *       more often than a command should run.
 * </ol>
 *
 * Sessions are unknown. How many nodes are left with reads is the guard's to count.
 */
public final class ExecRoutes implements ReadRoutes {
  /** For one command; below the lease's time to live. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final List<NodeSpec> nodes;
  private final OperatorCommand drain;
  private final OperatorCommand enable;
  private final OperatorCommand check;
  private final Map<Placeholder, String> known;
  private final Map<String, String> environment;
  private Optional<Reply<View>> last = Optional.empty();
  private long lookedAt;

  /**
   * Routes that start nothing before they are asked.
   *
   * @param nodes of the cluster file
   * @param spec the key {@code routing.exec} of the cluster file
   * @param known values of {@code {version}} and {@code {run}}, where there are any
   * @param environment of the commands
   */
  public ExecRoutes(
      List<NodeSpec> nodes,
      ReadRouting.Exec spec,
      Map<Placeholder, String> known,
      Map<String, String> environment) {
    this(nodes, spec, known, environment, LIMIT);
  }

  ExecRoutes(
      List<NodeSpec> nodes,
      ReadRouting.Exec spec,
      Map<Placeholder, String> known,
      Map<String, String> environment,
      Duration limit) {
    this.nodes = List.copyOf(nodes);
    this.known = Map.copyOf(known);
    this.environment = Map.copyOf(environment);
    drain = new OperatorCommand("routing.exec.drain", spec.drain(), limit);
    enable = new OperatorCommand("routing.exec.enable", spec.enable(), limit);
    check = new OperatorCommand("routing.exec.check", spec.check(), limit);
  }

  @Override
  public synchronized Reply<View> look() {
    if (last.isPresent() && System.nanoTime() - lookedAt < FRESH.toNanos()) {
      return last.get();
    }
    Map<NodeName, Route> routes = new HashMap<>();
    List<String> complaints = new ArrayList<>();
    List<Ended> answers = Together.ask(nodes, node -> check.run(node, known, environment));
    for (int i = 0; i < nodes.size(); i++) {
      Optional<State> state = state(answers.get(i));
      NodeSpec node = nodes.get(i);
      routes.put(
          new NodeName(node.name()),
          new Route(
              state.orElse(State.MIXED),
              state.equals(Optional.of(State.CLOSED)) ? OptionalInt.of(0) : OptionalInt.empty(),
              state.equals(Optional.of(State.OPEN))));
      if (state.isEmpty()) {
        complaints.add(check.words(node, answers.get(i)));
      }
    }
    last = Optional.of(new Reply.Ok<>(new View(routes, List.of(), complaints)));
    lookedAt = System.nanoTime();
    return last.get();
  }

  private static Optional<State> state(Ended ended) {
    return ended instanceof Ended.Exited exited
        ? switch (exited.status()) {
          case 0 -> Optional.of(State.OPEN);
          case 1 -> Optional.of(State.CLOSED);
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  @Override
  public Reply<Done> close(NodeName node) {
    return change(node, State.CLOSED, drain, true);
  }

  @Override
  public Reply<Done> closeAgain(NodeName node) {
    return change(node, State.CLOSED, drain, false);
  }

  @Override
  public Reply<Done> open(NodeName node) {
    return change(node, State.OPEN, enable, false);
  }

  private synchronized Reply<Done> change(
      NodeName name, State wanted, OperatorCommand command, boolean first) {
    NodeSpec node =
        nodes.stream().filter(each -> each.name().equals(name.value())).findFirst().orElseThrow();
    Ended before = check.run(node, known, environment);
    Optional<State> state = state(before);
    if (state.isEmpty()) {
      return new Reply.Unreachable<>("nothing was changed: " + check.words(node, before));
    }
    if (state.get() == wanted) {
      return first
          ? new Reply.Refused<>(
              Refusal.of(
                  Refusal.Code.HELD_BY_OTHER,
                  "routing.exec.check says that %s has no reads: somebody else took them, and it"
                          .formatted(name)
                      + " stays so. When they are done, run routing.exec.enable"))
          : new Reply.Ok<>(new Done());
    }
    last = Optional.empty();
    Ended change = command.run(node, known, environment);
    Ended after = check.run(node, known, environment);
    if (state(after).equals(Optional.of(wanted))) {
      return new Reply.Ok<>(new Done());
    }
    String words =
        command.words(node, change)
            + "; then "
            + check.words(node, after)
            + state(after).map(open -> ", so that it still has " + readsOf(open)).orElse("");
    if (change instanceof Ended.TimedOut || state(after).isEmpty()) {
      return new Reply.Unknown<>(words);
    }
    return wanted == State.CLOSED && succeeded(change)
        ? undone(node, words)
        : new Reply.Refused<>(Refusal.of(Refusal.Code.OTHER, words));
  }

  /** One of the two commands is mistaken: whichever it is, the node keeps its reads. */
  private Reply<Done> undone(NodeSpec node, String why) {
    Ended undoing = enable.run(node, known, environment);
    String words = why + "; to be sure of them, " + enable.words(node, undoing);
    return succeeded(undoing)
        ? new Reply.Refused<>(Refusal.of(Refusal.Code.OTHER, words))
        : new Reply.Unknown<>(words);
  }

  private static boolean succeeded(Ended command) {
    return command instanceof Ended.Exited(int status, var _, var _) && status == 0;
  }

  private static String readsOf(State state) {
    return state == State.OPEN ? "reads" : "none";
  }

  @Override
  public Reply<Done> cut(NodeName node) {
    return new Reply.Refused<>(
        Refusal.of(
            Refusal.Code.UNSUPPORTED, "routing.exec has no command that cuts a node's sessions"));
  }

  /** Nobody to tell: the command that opens a node returns when that is so. */
  @Override
  public Reply<Done> fitForReads(NodeName node) {
    return new Reply.Ok<>(new Done());
  }

  /** Nobody to tell: whatever routes writes finds out by itself. */
  @Override
  public Reply<Done> leaderMoved(NodeName from, NodeName to) {
    return new Reply.Ok<>(new Done());
  }

  /** Nobody to ask. */
  @Override
  public Reply<Boolean> writesGoTo(NodeName leader) {
    return new Reply.Ok<>(true);
  }

  @Override
  public void close() {}
}
