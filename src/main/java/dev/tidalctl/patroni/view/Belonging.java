package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.patroni.wire.NodeReading;
import java.net.URI;
import java.util.Optional;

/**
 * Whether the nodes that answered are those that the cluster file means: of its scope, and each the
 * member whose name it bears there. Patroni 3.x does not say a member's name; its API's address in
 * {@code /cluster} does.
 */
public final class Belonging {
  private Belonging() {}

  /** What contradicts the file, with what to do about it. */
  public static Optional<String> contradiction(Setup setup, Observation seen) {
    for (Setup.Node node : setup.nodes()) {
      Optional<NodeReading> reading =
          Optional.ofNullable(seen.nodes().get(node.name())).flatMap(Sighting::reading);
      Optional<String> wrong = reading.flatMap(r -> contradiction(setup, node, r));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return seen.clusterSeen().stream()
        .flatMap(cluster -> cluster.members().stream())
        .flatMap(
            member ->
                member.apiUrl().stream()
                    .flatMap(url -> mixedUp(setup, new NodeName(member.name()), url).stream()))
        .findFirst();
  }

  private static Optional<String> contradiction(Setup setup, Setup.Node node, NodeReading reading) {
    Optional<String> scope = reading.scope().filter(s -> !s.equals(setup.scope()));
    if (scope.isPresent()) {
      return Optional.of(
          "%s belongs to the Patroni cluster '%s', and patroni.scope in the file is '%s': correct the file"
              .formatted(node.url(), scope.get(), setup.scope()));
    }
    return reading
        .name()
        .filter(n -> !n.equals(node.name().value()))
        .map(
            other ->
                "%s is the member %s, and the file calls it %s: correct the file"
                    .formatted(node.url(), other, node.name()));
  }

  private static Optional<String> mixedUp(Setup setup, NodeName member, String apiUrl) {
    Optional<String> authority = authority(apiUrl);
    return setup.nodes().stream()
        .filter(node -> !node.name().equals(member))
        .filter(node -> authority.filter(a -> a.equals(node.url().getRawAuthority())).isPresent())
        .findFirst()
        .map(
            node ->
                "%s is the member %s, and the file calls it %s: correct the file"
                    .formatted(node.url(), member, node.name()));
  }

  private static Optional<String> authority(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getRawAuthority());
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
