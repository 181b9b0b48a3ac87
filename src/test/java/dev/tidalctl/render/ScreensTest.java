package dev.tidalctl.render;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.testing.Goldens;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every screen, held against its golden. */
final class ScreensTest {
  private static final Optional<String> NEXT = Optional.of("tidalctl rejoin node-1");

  @Test
  void status() {
    Goldens.check("status.txt", StatusText.lines(Samples.whole(), Style.PLAIN));
    Goldens.check("status-unfinished.txt", StatusText.lines(Samples.unfinished(), Style.PLAIN));
    Goldens.check("status-leaderless.txt", StatusText.lines(Samples.leaderless(), Style.PLAIN));
  }

  @Test
  void coloursAreEscapesAroundTheSameText() {
    Goldens.check(
        "status-coloured.txt",
        StatusText.lines(Samples.unfinished(), Style.COLOURED).stream()
            .map(ScreensTest::visible)
            .toList());
  }

  @Test
  void plan() {
    Goldens.check("plan.txt", PlanText.lines(Samples.planned(), Style.PLAIN));
    Goldens.check(
        "plan-nothing.txt", PlanText.lines(Samples.planned(Samples.nothingToDo()), Style.PLAIN));
  }

  @Test
  void runs() {
    Goldens.check("runs.txt", RunListText.lines(Samples.runs(), Style.PLAIN));
    Goldens.check("run-closed.txt", Samples.closed().lines(n -> "tidalctl rejoin " + n));
    Goldens.check(
        "report-unfinished.txt",
        ReportText.lines(
            Samples.runs().rows().getFirst().report(),
            new Ending(Ending.Kind.STOPPED, "its process died before it ended"),
            Samples.runs().rows().getFirst().next(),
            Style.PLAIN));
  }

  @Test
  void rollReport() {
    Goldens.check(
        "report-complete.txt",
        ReportText.lines(Samples.complete(), Samples.COMPLETE, Optional.empty(), Style.PLAIN));
    Goldens.check(
        "report-failed.txt", ReportText.lines(Samples.failed(), Samples.FAILED, NEXT, Style.PLAIN));
  }

  @Test
  void nodeReport() {
    Goldens.check(
        "node-report.txt",
        NodeReportText.lines(
            Samples.drained(),
            Samples.COMPLETE,
            Samples.unfinished().node(Samples.NODE_1),
            NEXT,
            Style.PLAIN));
  }

  @Test
  void check() {
    Goldens.check("check.txt", CheckText.lines(Samples.check(), Style.PLAIN));
  }

  @Test
  void trouble() {
    Goldens.check(
        "trouble.txt",
        TroubleText.lines(
            new Trouble(
                2,
                List.of("prod.yaml:3:1: unknown key 'drivr'"),
                "the cluster file can't be used",
                "1 problem",
                "nothing was contacted",
                "correct it")));
  }

  @Test
  void eventLines() {
    Goldens.check("events.txt", eventLines(EventText.Detail.TRANSITIONS));
    Goldens.check("events-verbose.txt", eventLines(EventText.Detail.EVERYTHING));
  }

  private static List<String> eventLines(EventText.Detail detail) {
    EventText text = new EventText(detail);
    return Samples.events().stream().flatMap((Recorded e) -> text.line(e).stream()).toList();
  }

  private static String visible(String text) {
    return text.replace("\u001b", "<esc>");
  }
}
