package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rolls under load on which blows fall, in real processes; after {@code roll --resume} all is as if
 * nothing had happened. A short selection always runs. {@code -Dchaos.rounds=100 -Dchaos.seed=1}
 * adds that many rounds, each from its own seed; {@code -Dchaos.matrix=KILL,PAUSE,INTERRUPT} adds
 * these blows at every stage or phase of every node ({@code PAUSE} takes half a minute each).
 */
@Tag("alone")
final class ChaosIT {
  private static final int ROUNDS = Integer.getInteger("chaos.rounds", 0);
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final List<Blow> MATRIX =
      Arrays.stream(System.getProperty("chaos.matrix", "").split(","))
          .filter(name -> !name.isBlank())
          .map(Blow::valueOf)
          .toList();
  private static final int WRITES = 20;
  private static final int QUERIES = 40;

  @TempDir private static Path folder;

  private static RealSandbox sandbox;
  private static int version = 1;

  @BeforeAll
  static void up() throws Exception {
    sandbox = RealSandbox.up(folder.resolve("1"), ChaosPlan.NODES);
  }

  @AfterAll
  static void down() throws Exception {
    sandbox.close();
  }

  @Test
  void killedOnceAndAgainItIsResumedToItsEnd() throws Exception {
    allFall(
        List.of(
            new Strike(1, "Emptying", Blow.KILL),
            new Strike(1, Strike.COMMAND_AT_WORK, Blow.KILL),
            new Strike(1, "Sampling", Blow.KILL),
            new Strike(2, "TakingOut", Blow.KILL),
            new Strike(3, "HandingOver", Blow.KILL),
            new Strike(3, Strike.COMMAND_AT_WORK, Blow.KILL)));
  }

  @Test
  void stoppedBySignalsItIsResumedToItsEnd() throws Exception {
    allFall(
        List.of(
            new Strike(1, "Emptying", Blow.HANG_UP),
            new Strike(1, "RunningCommand", Blow.INTERRUPT),
            new Strike(2, Strike.COMMAND_AT_WORK, Blow.INTERRUPT_TWICE),
            new Strike(3, "CatchingUp", Blow.TERMINATE),
            new Strike(3, Strike.COMMAND_AT_WORK, Blow.TERMINATE)));
  }

  @Test
  void whoeverReadsItsOutputMayLeave() throws Exception {
    String wanted = nextVersion();
    Path code = folder.resolve("code");
    String roll =
        "tidalctl roll --to %s --yes -o ndjson --cluster %s"
            .formatted(wanted, sandbox.clusterFile());

    sandbox
        .launcher()
        .runPrinted("{ " + roll + "; echo $? > " + code + "; } | head -n 1")
        .exits(0)
        .says("RunStarted");

    assertEquals("0", Files.readString(code).strip());
    for (JsonNode node : sandbox.control().cluster().path("shards")) {
      assertEquals(wanted, node.path("version").asText());
    }
  }

  @TestFactory
  Stream<DynamicTest> roundsFromSeeds() {
    return LongStream.range(SEED, SEED + ROUNDS)
        .mapToObj(seed -> dynamicTest("seed " + seed, () -> round(seed)));
  }

  @TestFactory
  Stream<DynamicTest> everyPhaseOfEveryNode() {
    return MATRIX.stream().flatMap(ChaosIT::matrix);
  }

  private static Stream<DynamicTest> matrix(Blow blow) {
    return switch (blow) {
      case INTERRUPT -> atEachOf(ChaosPlan.PHASES, blow);
      case KILL -> atEachOf(ChaosPlan.STAGES, blow);
      case PAUSE ->
          Stream.of(
              dynamicTest(
                  blow + " in every phase",
                  () -> allFall(ChaosPlan.everywhere(ChaosPlan.PHASES, blow))));
      case INTERRUPT_TWICE,
          TERMINATE,
          HANG_UP,
          RESTART_NODE_IN_HAND,
          RESTART_OTHER_NODE,
          RESTART_CONTROL ->
          Stream.of(
              dynamicTest(
                  blow + " at every stage",
                  () -> allFall(ChaosPlan.everywhere(ChaosPlan.STAGES, blow))));
    };
  }

  /** One roll for each stage: one that was left by a blow may never be entered again. */
  private static Stream<DynamicTest> atEachOf(List<String> stages, Blow blow) {
    return stages.stream()
        .map(
            stage ->
                dynamicTest(
                    blow + " at " + stage,
                    () -> allFall(ChaosPlan.everywhere(List.of(stage), blow))));
  }

  private static void allFall(List<Strike> strikes) throws Exception {
    try (RealLoad load = sandbox.load(WRITES, QUERIES)) {
      assertEquals(strikes.size(), StruckRoll.of(sandbox, nextVersion(), strikes));
      load.stopFlawless();
    } catch (AssertionError e) {
      startAnew();
      throw e;
    }
  }

  /** What one roll left undone would befall the next one too. */
  private static void startAnew() throws Exception {
    sandbox.close();
    sandbox = RealSandbox.up(folder.resolve("after-" + version), ChaosPlan.NODES);
  }

  private static void round(long seed) throws Exception {
    List<Strike> strikes = ChaosPlan.of(seed);
    boolean disturbs = strikes.stream().anyMatch(strike -> strike.blow().disturbs());
    try (RealLoad load = sandbox.load(WRITES, QUERIES)) {
      int landed = StruckRoll.of(sandbox, nextVersion(), strikes);
      JsonNode report = disturbs ? load.stopComplete() : load.stopFlawless();
      System.out.printf(
          "chaos seed %d: %s; %d fell; queries %d ok, %d failed; writes %d ok, %d failed%n",
          seed,
          strikes,
          landed,
          report.path("queriesOk").asInt(),
          report.path("queriesFailed").asInt(),
          report.path("writesOk").asInt(),
          report.path("writesFailed").asInt());
    } catch (AssertionError e) {
      startAnew();
      throw e;
    }
  }

  private static String nextVersion() {
    version++;
    return version + ".0.0";
  }
}
