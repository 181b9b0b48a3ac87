package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.Version;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.topology.VersionSource;
import java.util.Optional;

/** Which of a node's facts counts as its version. */
final class Versions {
  /** From 10 on, a version has two parts. */
  private static final int TWO_PARTS_FROM = 100_000;

  private Versions() {}

  static Optional<Version> of(NodeReading node, VersionSource source) {
    return switch (source) {
      case VersionSource.ServerVersion s ->
          node.serverVersion().isPresent()
              ? Optional.of(new Version(released(node.serverVersion().getAsInt())))
              : Optional.empty();
      case VersionSource.PatroniVersion p -> node.patroniVersion().map(Version::new);
      case VersionSource.Tag(String name) ->
          Optional.ofNullable(node.tags().get(name)).map(Version::new);
    };
  }

  /** As releases are named: 150004 is 15.4, 90624 is 9.6.24. */
  private static String released(int number) {
    return number >= TWO_PARTS_FROM
        ? number / 10_000 + "." + number % 10_000
        : number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
  }
}
