package dev.tidalctl.core;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A node, with the switches that tests turn. */
final class FakeNode {
  final NodeName name;
  final String zone;
  Routing routing = Routing.SERVING;
  Optional<Hold> hold = Optional.empty();
  boolean reachable = true;
  boolean electable = true;
  boolean applying = true;
  boolean diverged;
  int inFlight;
  boolean sessionsEnd = true;
  boolean exposed;
  boolean staysExposed;
  List<String> work = List.of();
  int starts = 1;
  String version = "1.0.0";
  double applied;
  long term = 1;
  Duration upgradeTakes = Duration.ofSeconds(1);
  int exitStatus;
  boolean restarts = true;
  Optional<String> comesBackAs = Optional.empty();

  FakeNode(String name, String zone) {
    this.name = new NodeName(name);
    this.zone = zone;
  }

  Optional<Incarnation> incarnation() {
    return reachable ? Optional.of(new Incarnation(name + "#" + starts)) : Optional.empty();
  }
}
