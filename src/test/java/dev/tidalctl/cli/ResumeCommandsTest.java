package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.testing.SampleCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roll --resume}, {@code runs}, {@code runs close} and {@code report}. */
final class ResumeCommandsTest {
  private static final String RUN = "20260314-091500-4214";

  private final ScriptedCluster cluster = new ScriptedCluster();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() {
    file = ClusterFiles.valid(folder);
  }

  private Invocation run(int code, String... args) {
    Invocation tidalctl = new Invocation(cluster).on(file);
    assertEquals(code, tidalctl.run(args), () -> tidalctl.out() + tidalctl.err());
    return tidalctl;
  }

  private void killARoll() {
    cluster.dying(true);
    run(0, "roll", "--to=2.0.0", "--yes", "--adopt=2", "--stop-after=1");
    cluster.dying(false);
  }

  private void change(String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from));
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void aNewRollWaitsForTheOneThatIsNotFinishedAndNamesBothWaysOut() {
    killARoll();
    int looks = cluster.looks();

    Invocation refused = run(4, "roll", "--to=3.0.0", "--yes");

    assertTrue(refused.err().contains("run " + RUN + " of prod is not finished"), refused::err);
    assertTrue(refused.err().contains("tidalctl runs close " + RUN), refused::err);
    assertTrue(refused.err().contains("next: tidalctl roll --resume " + RUN), refused::err);
    assertEquals(looks, cluster.looks());
    assertEquals(1, cluster.orders().size());
  }

  @Test
  void aReportIsAlsoAPageAndAText() throws IOException {
    killARoll();
    Path page = Files.writeString(folder.resolve("roll.html"), "of yesterday");

    Invocation both = run(0, "report", RUN, "--html", page.toString(), "--markdown");

    assertTrue(both.out().startsWith("## Roll " + RUN + " of prod\n"), both::out);
    assertTrue(both.err().contains("page written: " + page), both::err);
    String written = Files.readString(page);
    assertTrue(written.startsWith("<!DOCTYPE html>"), written);
    assertTrue(written.contains("<code>tidalctl roll --resume " + RUN + "</code>"), written);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(f -> f.toString().contains("/.roll")).toList());
    }
    run(0, "report", RUN, "--html", page.toString());
    assertEquals(written, Files.readString(page));
  }

  @Test
  void aPageThatCanNotBeWrittenIsAUsageErrorAndLeavesWhatIsThere() throws IOException {
    killARoll();
    Path nowhere = folder.resolve("missing/roll.html");

    Invocation refused = run(2, "report", RUN, "--html", nowhere.toString());

    assertTrue(refused.err().contains("there is no folder"), refused::err);
    assertEquals("", refused.out());
    run(2, "report", RUN, "--html", folder.toString());
    run(2, "report", RUN, "--markdown", "-o", "json");
    assertFalse(Files.exists(nowhere));
  }

  @Test
  void aResumeGoesOnWithTheOrderOfTheRunButStopsNotWhereItStopped() {
    killARoll();

    run(0, "roll", "--resume", "--yes", "--adopt", "node-1", "--retry-failed");

    Order.Roll first = (Order.Roll) cluster.orders().getFirst();
    Order.Roll again = (Order.Roll) cluster.orders().getLast();
    assertEquals(first.command(), again.command());
    assertEquals(first.to(), again.to());
    assertEquals(Set.of(new NodeName("node-1"), new NodeName("node-2")), again.adopt());
    assertEquals(OptionalInt.empty(), again.stopAfter());
    assertEquals(new RunId(RUN), cluster.settings().getLast().identity().runId());
    Resumption resumption = cluster.resumptions().getLast().orElseThrow();
    assertTrue(resumption.retryFailed());
    assertEquals(4 - 1, resumption.history().orElseThrow().facts().size());
  }

  @Test
  void whatIsFinishedIsNotResumedAgain() {
    killARoll();
    run(0, "roll", "--resume", RUN, "--yes");

    assertTrue(run(0, "roll", "--resume", "--yes").out().startsWith("nothing to do: "));
    Invocation json = run(0, "roll", "--resume", RUN, "--yes", "-o", "json");
    assertTrue(json.out().contains("\"outcome\": \"nothing-to-do\""), json::out);
    assertEquals(2, cluster.orders().size());
  }

  @Test
  void aChangedFileIsShownAndGoneByOnlyWhenAccepted() throws IOException {
    killARoll();
    change("soak: 0s", "soak: 7s");
    change("echo {node}", "print {node}");
    int looks = cluster.looks();

    Invocation shown = run(2, "roll", "--resume", "--yes");
    assertTrue(shown.err().contains("policy.soak was 0s and is 7s"), shown::err);
    assertTrue(shown.err().contains("upgrade was sh -c 'echo {node} {version}'"), shown::err);
    assertTrue(shown.err().contains("--accept-changes"), shown::err);
    assertEquals(looks, cluster.looks());

    run(0, "roll", "--resume", "--yes", "--accept-changes");
    assertEquals(Duration.ofSeconds(7), cluster.settings().getLast().policy().soak());
    Order.Roll order = (Order.Roll) cluster.orders().getLast();
    assertEquals(
        new UpgradeCommand.Argv(List.of("sh", "-c", "print {node} {version}")), order.command());
  }

  @Test
  void anotherClusterIsRefusedWhateverIsAccepted() throws IOException {
    killARoll();
    change("node-2", "node-3");
    Invocation members = run(3, "roll", "--resume", "--yes", "--accept-changes");
    assertTrue(members.err().contains("its nodes were node-0, node-1, node-2"), members::err);

    change("node-3", "node-2");
    change("name: prod", "name: other");
    Invocation name = run(3, "roll", "--resume", RUN, "--yes", "--accept-changes");
    assertTrue(name.err().contains("its name was prod and is other"), name::err);
    assertEquals(1, cluster.orders().size());
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    killARoll();
    run(2, "roll", "--to=2.0.0", "--yes", "--retry-failed");
    run(2, "roll", "--to=2.0.0", "--yes", "--accept-changes");
    run(2, "roll", "--resume", "--to=2.0.0", "--yes");
    run(2, "roll", "--resume", "--only=node-1", "--yes");
    run(2, "roll", "--resume");
    assertEquals(1, cluster.orders().size());
  }

  @Test
  void withoutItsJournalARunIsGoneOnWithByItsLeaseAndHolds() {
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).leased(true).snapshot()));

    run(0, "roll", "--resume", SampleCluster.RUN.value(), "--yes", "--to", "2.0.0");

    Resumption resumption = cluster.resumptions().getLast().orElseThrow();
    assertEquals(Optional.empty(), resumption.history());
    assertEquals(SampleCluster.RUN, resumption.run());
    Order.Roll order = (Order.Roll) cluster.orders().getLast();
    assertEquals(Optional.of(new Version("2.0.0")), order.to());
  }

  @Test
  void aRunThatNobodyKnowsIsNotBegunByAResume() {
    Invocation nothing = run(0, "roll", "--resume", "20200101-000000-0000", "--yes");
    assertTrue(nothing.out().contains("no journal of run 20200101-000000-0000"), nothing::out);
    assertTrue(cluster.orders().isEmpty());
  }

  @Test
  void runsListsThemWithTheCommandThatGoesOn() {
    assertTrue(run(0, "runs").out().startsWith("no roll of prod"));
    killARoll();
    Invocation list = run(0, "runs");
    assertTrue(list.out().contains(RUN + "  unfinished"), list::out);
    assertTrue(list.out().contains("next: tidalctl roll --resume " + RUN), list::out);
    assertTrue(run(0, "runs", "-o", "json").out().contains("\"state\": \"unfinished\""));
    assertTrue(run(0, "status").out().contains("roll " + RUN + ", unfinished"));
    assertTrue(run(0, "status", "-o", "json").out().contains("\"state\": \"unfinished\""));
  }

  @Test
  void aReportOfARunThatDiedSaysSo() {
    killARoll();
    Invocation report = run(0, "report", RUN);
    assertTrue(report.out().contains("unfinished: its process died"), report::out);
    assertTrue(report.out().contains("next:         tidalctl roll --resume " + RUN), report::out);
    assertTrue(run(0, "report", RUN, "-o", "json").out().contains("\"unfinished\""));
    assertTrue(run(2, "report", "nobody").err().contains("no run nobody"));
  }

  @Test
  void aClosedRunMakesRoomAndTellsWhichNodesItHolds() {
    killARoll();
    Invocation closed = run(0, "runs", "close", RUN);
    assertTrue(closed.out().startsWith("run " + RUN + " is closed\n"), closed::out);
    assertTrue(run(0, "runs").out().contains("closed"));
    assertTrue(run(0, "roll", "--resume", RUN, "--yes").out().contains("is finished"));
    assertFalse(run(0, "status").out().contains("unfinished"));
    run(2, "runs", "close", "nobody");
  }

  @Test
  void aRunThatEndedBeforeItChangedAnythingIsBegunAnewAndThatIsSaid() {
    cluster.ending(Ending.Kind.LEASE, "the lease was lost; nothing was changed");
    run(4, "roll", "--to=2.0.0", "--yes");

    Invocation nothing = run(0, "roll", "--resume", "--yes");

    String next = "tidalctl roll --to 2.0.0";
    assertEquals(
        "nothing to do: no roll of prod is unfinished: run "
            + RUN
            + " ended: the lease was lost; nothing was changed\nnext: "
            + next
            + "\n",
        nothing.out());
    Invocation json = run(0, "roll", "--resume", RUN, "--yes", "-o", "json");
    assertTrue(json.out().contains("\"outcome\": \"nothing-to-do\""), json::out);
    assertTrue(json.out().contains("\"next\": \"" + next + "\""), json::out);
  }

  @Test
  void aNodeThatAnotherRunHoldsIsNotTheClosedRuns() {
    killARoll();
    cluster.showing(
        new Reply.Ok<>(
            SampleCluster.of(3).held(1, Routing.DRAINED, Phase.UPGRADING, "roll").snapshot()));
    Invocation closed = run(0, "runs", "close", RUN);
    assertFalse(closed.out().contains("node-1"), "that node is another run's");
  }

  @Test
  void aDamagedJournalIsRefusedNamingItWithoutAStackTrace() throws IOException {
    killARoll();
    Path journal = folder.resolve("prod/runs/" + RUN + "/journal");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 3] ^= 1;
    Files.write(journal, bytes);

    Invocation refused = run(3, "roll", "--resume", RUN, "--yes");
    assertTrue(refused.err().contains(journal + " is damaged at record 2"), refused::err);
    assertFalse(refused.err().contains("\tat "), refused::err);
    assertTrue(run(0, "runs").err().contains("is left out"));
    run(3, "report", RUN);
  }
}
