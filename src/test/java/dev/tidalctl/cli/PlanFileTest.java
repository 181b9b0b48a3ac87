package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.testing.SampleCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code roll --dry-run --plan-out} and {@code roll --plan}. */
final class PlanFileTest {
  private final ScriptedCluster cluster = new ScriptedCluster();

  @TempDir Path folder;

  private Path file;
  private Path plan;

  @BeforeEach
  void write() {
    file = ClusterFiles.valid(folder);
    plan = folder.resolve("plan.json");
  }

  private Invocation run(int code, String... args) {
    Invocation tidalctl = new Invocation(cluster).on(file);
    assertEquals(code, tidalctl.run(args), () -> tidalctl.out() + tidalctl.err());
    return tidalctl;
  }

  private void make() {
    run(
        0,
        "roll",
        "--to=2.0.0",
        "--skip=2",
        "--stop-after=1",
        "--soak=1m30s",
        "--dry-run",
        "--plan-out",
        plan.toString());
  }

  @Test
  void rollsWhatWasPlannedAsItWasPlanned() throws IOException {
    make();
    assertEquals(List.of(), cluster.orders());
    assertEquals(
        run(0, "roll", "--plan", plan.toString(), "--dry-run", "-o", "json").out(),
        Files.readString(plan),
        "the file is the document that -o json prints");

    run(0, "roll", "--plan", plan.toString(), "--yes");

    Order.Roll order = (Order.Roll) cluster.orders().getFirst();
    assertEquals(Optional.of(new Version("2.0.0")), order.to());
    assertEquals(Set.of(new NodeName("node-2")), order.skip());
    assertEquals(OptionalInt.of(1), order.stopAfter());
    assertEquals(Duration.ofSeconds(90), cluster.settings().getFirst().policy().soak());
  }

  @Test
  void whetherItHoldsCannotBeToldWhileSomebodyCannotBeReached() {
    make();
    Impediment away = Impediment.unreached("HAProxy lb-1:9999 can't be reached");
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).impeded(away).snapshot()));

    Invocation refused = run(7, "roll", "--plan", plan.toString(), "--yes");
    assertTrue(refused.err().contains(away.why()), refused::err);
    assertTrue(refused.err().contains("next: tidalctl check"), refused::err);
    run(7, "roll", "--to", "2.0.0", "--dry-run");
    assertEquals(List.of(), cluster.orders());
  }

  @Test
  void whatHasChangedSinceIsNamedAndNothingIsDone() throws IOException {
    make();
    Files.writeString(file, Files.readString(file).replace("soak: 0s", "minServing: 2, soak: 0s"));
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).at(1, "2.0.0").silent(2).snapshot()));

    Invocation refused = run(3, "roll", "--plan", plan.toString(), "--yes");

    for (String difference :
        List.of(
            "order was node-1, then node-0 and is node-0",
            "policy.minServing was 1 and is 2",
            "versions.node-1 was 1.0.0 and is 2.0.0",
            "skipped was node-2 (named in --skip) and is node-1",
            "refusals was none and is ")) {
      assertTrue(refused.err().contains(difference), () -> difference + "\n" + refused.err());
    }
    assertTrue(
        refused.err().contains("--to=2.0.0 --skip=2 --stop-after=1 --soak=90000ms --plan-out"),
        refused::err);
    assertEquals(List.of(), cluster.orders());
  }

  @Test
  void theRemedyIsReadyForAShell() {
    plan = folder.resolve("the plan's.json");
    make();
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).leaderless().snapshot()));

    String told = run(3, "roll", "--plan", plan.toString(), "--yes").err();

    String quoted = "'" + plan.toString().replace("'", "'\\''") + "'";
    assertTrue(told.contains("--soak=90000ms --plan-out " + quoted), told);
  }

  @Test
  void whatAPlanSaysMovesNoCursor() throws IOException {
    Files.writeString(plan, "{ \"options\": [\"--to=2\\x9b\\u202E0\"] }");
    String version = run(2, "roll", "--plan", plan.toString(), "--yes").err();
    assertTrue(version.contains("'2  0' is no version"), version);

    make();
    Files.writeString(
        plan, Files.readString(plan).replaceFirst("\"cluster\" ?: ?\"prod", "$0\\\\x9b\\\\u202E"));
    String cluster = run(3, "roll", "--plan", plan.toString(), "--yes").err();
    assertTrue(cluster.contains("cluster was prod   and is prod"), cluster);
  }

  @Test
  void aPlanIsForItsOwnersEyes() throws IOException {
    make();

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)));
  }

  @Test
  void anotherLeaderIsAnotherPlan() {
    make();
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).leaderless().snapshot()));

    assertTrue(
        run(3, "roll", "--plan", plan.toString(), "--yes")
            .err()
            .contains("leader was node-0 and is none"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--to=3.0.0",
        "--only=node-1",
        "--skip=node-1",
        "--adopt=node-1",
        "--include-unready",
        "--stop-after=1",
        "--soak=1s",
        "--max-unavailable=1",
        "--timeout-drain=1s",
        "--timeout-upgrade=1s",
        "--timeout-rejoin=1s",
        "--resume"
      })
  void noOptionBesideItSaysWhatIsRolled(String other) {
    make();
    int looks = cluster.looks();

    Invocation refused = run(2, "roll", "--plan", plan.toString(), "--yes", other);

    assertTrue(
        refused.err().contains("--plan with " + other.replaceFirst("=.*", "")), refused::err);
    assertEquals(looks, cluster.looks());
  }

  @Test
  void aPlanIsWrittenByADryRunThatWouldNotBeRefusedOnly() {
    run(2, "roll", "--to=2.0.0", "--yes", "--plan-out", plan.toString());
    run(2, "roll", "--to=2.0.0", "--dry-run", "--plan-out", folder + "/none/plan.json");
    assertEquals(0, cluster.looks());

    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).leaderless().snapshot()));
    Invocation refused = run(3, "roll", "--to=2.0.0", "--dry-run", "--plan-out", plan.toString());
    assertTrue(refused.err().contains("is not written"), refused::err);
    assertFalse(Files.exists(plan));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|1:1: the file is empty",
        "[1]|1:1: a plan is a JSON object, and this is a list",
        "{\n  \"apiVersion\": \"tidalctl/v1\",\n  \"kind\": \"RollReport\"}|3:11: kind is not"
            + " RollPlan: no plan",
        "{ \"options\": [\"--to=1\",\n \"--yes\"] }|2:2: Unknown option: '--yes'",
        "{ \"options\": [\"--stop-after=x\"] }|1:15: Invalid value for option '--stop-after': 'x'",
        "{ \"options\": [\"@/dev/null\"] }|1:15: Unmatched argument at index 0: '@/dev/null'",
        "{ \"options\": 1 }|1:14: a list of options is wanted",
        "{ \"basis\": [] }|1:12: an object of texts is wanted",
        "{ \"kind\": |1:11: "
      })
  void aBadPlanIsToldWithItsPlaceAndNothingIsContacted(String sample) throws IOException {
    int bar = sample.lastIndexOf('|');
    Files.writeString(plan, sample.substring(0, bar));

    Invocation refused = run(2, "roll", "--plan", plan.toString(), "--yes");

    assertTrue(refused.err().contains(plan + ":" + sample.substring(bar + 1)), refused::err);
    assertEquals(0, cluster.looks());
  }

  @Test
  void aPlanThatIsNotThereOrFarTooLargeIsNotRead() throws IOException {
    assertTrue(run(2, "roll", "--plan", plan.toString(), "--yes").err().contains("can't be read"));
    Files.writeString(plan, " ".repeat(2 << 20));
    assertTrue(
        run(2, "roll", "--plan", plan.toString(), "--yes").err().contains("larger than 1 MiB"));
  }

  @Test
  void anEstimateComesFromPastRuns() {
    assertTrue(
        run(0, "roll", "--to=2.0.0", "--dry-run")
            .out()
            .contains("estimate: no past run to go by\n"));
  }
}
