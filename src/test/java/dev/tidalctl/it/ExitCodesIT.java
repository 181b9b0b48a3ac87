package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.testing.hostile.HostileServer;
import dev.tidalctl.testing.hostile.Misbehaviour;
import dev.tidalctl.testing.hostile.Received;
import dev.tidalctl.testing.hostile.SoundApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scenario for each exit code of the table, through the launcher; a new code needs one too. */
@Order(1)
final class ExitCodesIT {
  private static final String COMMAND = "(?m)^  command: .*$";
  private static final Duration SHORT_LEASE = Duration.ofSeconds(4);

  @TempDir private static Path folder;

  private static RealSandbox sandbox;
  private static int version = 20;

  @BeforeAll
  static void up() throws Exception {
    sandbox = RealSandbox.up(folder.resolve("stage"), 3);
  }

  @AfterAll
  static void down() throws Exception {
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void isProduced(ExitCode code) throws Exception {
    Outcome outcome =
        switch (code) {
          case OK -> sandbox.tidalctl("status");
          case BUG -> anOutputThatCannotBeWritten();
          case USAGE -> sandbox.tidalctl("drain").says("NODE");
          case REFUSED -> aDrainOfOneTooMany();
          case LEASE -> aLeaseThatIsHeld();
          case FAILED -> anUpgradeThatFails();
          case TIMED_OUT -> aDrainOfANodeThatAppliesNothing();
          case UNREACHABLE -> aControlPlaneThatIsNotThere();
          case UNKNOWN -> aChangeWhoseReplyAndAllAfterItIsLost();
          case STOPPED -> roll(sandbox.clusterFile(), "--stop-after", "1");
          case INTERRUPTED -> aRollInterruptedTwice();
          case TERMINATED -> aRollThatIsTerminated();
        };

    outcome.exits(code.code());
    assertTrue(!outcome.err().contains("\tat "), outcome::toString);
  }

  private static Outcome anOutputThatCannotBeWritten() throws Exception {
    return sandbox
        .launcher()
        .runPrinted("tidalctl status -o json --cluster '" + sandbox.clusterFile() + "' > /dev/full")
        .says("could not be written");
  }

  private static Outcome aDrainOfOneTooMany() throws Exception {
    Path strict = sandbox.clusterFileWith("strict.yaml", "soak: 0s", "soak: 0s\n  minServing: 3");
    long before = sandbox.control().lastTransition();

    Outcome drain = sandbox.launcher().run("drain", "node-1", "--cluster", strict.toString());

    assertEquals(List.of(), sandbox.control().transitions(before, List.of("routing")));
    return drain.says("minServing 3");
  }

  private static Outcome aLeaseThatIsHeld() throws Exception {
    try (HostileServer server = new HostileServer()) {
      String held =
          """
          {"code":"lease_held","detail":"bob has it","holder":{"owner":"bob@lap","host":"lap",
           "runId":"r-9","kind":"roll","wanted":null,"token":7,
           "expiresAt":"2026-01-01T00:00:20Z","state":"held"}}
          """;
      server.turn(
          new Misbehaviour.Answers(SoundApi.json(409, held), false), request -> !request.changes());
      return sandbox
          .launcher()
          .run("drain", "node-1", "--cluster", FakeCluster.file(folder, server).toString())
          .says("bob@lap")
          .says("r-9");
    }
  }

  private static Outcome anUpgradeThatFails() throws Exception {
    Outcome roll = roll(withCommand("  command: [sh, -c, 'exit 1']"));
    tidyUp();
    return roll.says("rejoin");
  }

  private static Outcome aDrainOfANodeThatAppliesNothing() throws Exception {
    sandbox.fault("pause-apply", "node-1");
    sandbox.control().write("unapplied", 10);
    Outcome drain = sandbox.tidalctl("drain", "node-1", "--timeout", "2s");
    tidyUp();
    return drain.says("lag");
  }

  private static Outcome aControlPlaneThatIsNotThere() throws Exception {
    try (HostileServer server = new HostileServer()) {
      Path file = FakeCluster.file(folder, server);
      server.turn(new Misbehaviour.Refuses());
      return sandbox.launcher().run("drain", "node-1", "--cluster", file.toString());
    }
  }

  /** The change arrives; its reply, and everything after it, does not, until the lease is over. */
  private static Outcome aChangeWhoseReplyAndAllAfterItIsLost() throws Exception {
    try (HostileServer server = new HostileServer(SHORT_LEASE)) {
      server.turn(new Misbehaviour.NeverAnswers(), request -> routingChanges(server) == 0);
      Outcome drain =
          sandbox
              .launcher()
              .run("drain", "node-1", "--cluster", FakeCluster.file(folder, server).toString());
      assertEquals(1, routingChanges(server), "it is sent once");
      return drain.says("got no answer").says("tidalctl status");
    }
  }

  private static long routingChanges(HostileServer server) {
    return server.received().stream()
        .filter(Received::changes)
        .filter(request -> request.target().endsWith("/routing"))
        .count();
  }

  private static Outcome aRollInterruptedTwice() throws Exception {
    try (Launched roll = hangingRoll()) {
      // Two signals at once may arrive as one.
      roll.interrupt().awaitSaying("press Ctrl-C again");
      Outcome outcome = roll.interrupt().await();
      tidyUp();
      return outcome.says("interrupted");
    }
  }

  private static Outcome aRollThatIsTerminated() throws Exception {
    try (Launched roll = hangingRoll()) {
      Outcome outcome = roll.terminate().await();
      tidyUp();
      return outcome.says("terminated");
    }
  }

  /** A roll whose command is under way, and takes longer than the tests. */
  private static Launched hangingRoll() throws IOException, InterruptedException {
    Path file = withCommand("  command: [sh, -c, 'exec sleep 30']");
    Launched roll =
        sandbox
            .launcher()
            .start("roll", "--cluster", file.toString(), "--to", version++ + ".0.0", "--yes", "-v");
    roll.awaitSaying("Upgrading");
    return roll;
  }

  private static Outcome roll(Path file, String... more) throws Exception {
    String to = version++ + ".0.0";
    return sandbox
        .launcher()
        .run(
            Stream.concat(
                    Stream.of("roll", "--cluster", file.toString(), "--to", to, "--yes"),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  /** A file of its own for each roll, with a state folder of its own: none meets another's run. */
  private static Path withCommand(String command) throws IOException {
    Path file = sandbox.clusterFileWith("roll-" + version + ".yaml", COMMAND, command);
    return Files.writeString(
        file, Files.readString(file).replaceFirst("dir: \\S+", "dir: state-" + version));
  }

  private static void tidyUp() throws Exception {
    String run = sandbox.control().cluster().path("lease").path("runId").asText("");
    if (!run.isEmpty()) {
      sandbox.tidalctl("unlock", "--run", run, "--force").exits(0);
    }
    sandbox.restore();
  }
}
