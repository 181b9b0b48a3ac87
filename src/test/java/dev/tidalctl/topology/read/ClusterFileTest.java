package dev.tidalctl.topology.read;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.Placeholder;
import dev.tidalctl.topology.PolicyOverrides;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands ask a cluster file once it has been read. */
final class ClusterFileTest {
  @Test
  void findsANodeByNameFirstThenByShard() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("every-optional-key"));

    assertEquals(Optional.of("node-0"), cluster.node("0").map(NodeSpec::name));
    assertEquals(Optional.of("2"), cluster.node("2").map(NodeSpec::name));
    assertEquals(Optional.empty(), cluster.node("node-9"));
  }

  @Test
  void saysBothRemediesWhereAPatroniFileIsForLookingOnly() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("look-only-patroni"));

    List<String> lines = assertThrows(InvalidClusterFile.class, cluster::requireChangeable).lines();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).contains(":1:1: routing is missing"));
    assertTrue(lines.get(1).contains("state.etcd.endpoints"));
    assertTrue(lines.get(1).contains("state.scope: this-machine"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"minimal", "documented-patroni", "patroni-exec-routing", "patroni-no-routing"})
  void letsACompleteFileBeChanged(String file) throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid(file));

    assertDoesNotThrow(cluster::requireChangeable);
  }

  @Test
  void saysThatARollWantsAnUpgrade() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("minimal"));

    List<String> lines = assertThrows(InvalidClusterFile.class, cluster::requireUpgrade).lines();
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().endsWith(":1:1: upgrade.command is missing: a roll needs it"));
  }

  @Test
  void knowsWhichCommandsNameAPlaceholder() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("documented-tidal"));

    assertEquals(
        List.of("hooks.onComplete", "upgrade.command"), cluster.keysNaming(Placeholder.VERSION));
  }

  @Test
  void takesOverridesWithinTheSameRanges() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("sandbox"));
    Duration limit = Duration.ofSeconds(5);

    ClusterFile overridden =
        cluster.with(
            new PolicyOverrides(
                OptionalInt.of(2),
                Optional.of(Duration.ZERO),
                Optional.of(limit),
                Optional.empty(),
                Optional.of(limit)));

    assertEquals(2, overridden.policy().maxUnavailable());
    assertEquals(Duration.ZERO, overridden.policy().soak());
    assertEquals(limit, overridden.policy().timeouts().drain());
    assertEquals(Duration.ofSeconds(60), overridden.policy().timeouts().upgrade());
    assertEquals(cluster, cluster.with(PolicyOverrides.NONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void refusesToTakeEveryNodeOut(int maxUnavailable) throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("sandbox"));
    PolicyOverrides overrides =
        new PolicyOverrides(
            OptionalInt.of(maxUnavailable),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThrows(IllegalArgumentException.class, () -> cluster.with(overrides));
  }

  @Test
  void refusesALimitOfNothing() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("sandbox"));
    PolicyOverrides overrides =
        new PolicyOverrides(
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(Duration.ZERO),
            Optional.empty(),
            Optional.empty());

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> cluster.with(overrides));
    assertEquals("drain limit is not more than 0", refused.getMessage());
  }
}
