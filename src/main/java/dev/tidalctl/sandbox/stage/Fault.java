package dev.tidalctl.sandbox.stage;

import java.util.List;

/** A disturbance of the rehearsal cluster, or its end. */
public sealed interface Fault {
  /** All kinds that {@link #parse} knows. */
  List<String> KINDS =
      List.of(
          "kill",
          "stop",
          "start",
          "restart",
          "pause-apply",
          "resume-apply",
          "slow-ship",
          "cut",
          "heal");

  /** The target that stands for everything, with {@code heal}. */
  String ALL = "all";

  /** A node's name, {@code control}, or {@code all}. */
  String target();

  /** Kill a process without warning. */
  record Kill(String target) implements Fault {}

  /** Ask a process to end. */
  record Stop(String target) implements Fault {}

  /** Start a process that has ended, as the version it was. */
  record Start(String target) implements Fault {}

  /** Stop, then start. */
  record Restart(String target) implements Fault {}

  /**
   * A fault that the node plays itself, until healed or restarted.
   *
   * @param kind {@code pause-apply}: receives but does not apply; {@code resume-apply}: ends that;
   *     {@code slow-ship}: takes 200 events a second; {@code cut}: answers nobody, calls nobody
   */
  record Played(String kind, String target) implements Fault {}

  /** Start what has ended and end what is played. */
  record Heal(String target) implements Fault {}

  /**
   * Reads a fault.
   *
   * @param kind one of {@link #KINDS}
   * @param target what it is done to
   * @throws SandboxException when there is no such kind
   */
  static Fault parse(String kind, String target) {
    return switch (kind) {
      case "kill" -> new Kill(target);
      case "stop" -> new Stop(target);
      case "start" -> new Start(target);
      case "restart" -> new Restart(target);
      case "heal" -> new Heal(target);
      case "pause-apply", "resume-apply", "slow-ship", "cut" -> new Played(kind, target);
      default ->
          throw new SandboxException(
              SandboxException.Kind.MISUSE,
              "no such fault: " + kind,
              "the kinds are " + String.join(", ", KINDS),
              "nothing was changed",
              "name one of these");
    };
  }
}
