package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.render.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How clients were answered, a bar a record of the probe, over the changes of leader. */
final class ClientChart {
  private static final double HIGH = 40;
  private static final double BASE = 48;
  private static final double STALLS = 58;
  private static final double HEIGHT = 76;

  private final Timeline timeline;
  private final EventLog log;
  private final Clients clients;

  ClientChart(RunStory story, Timeline timeline, EventLog log) {
    this.timeline = timeline;
    this.log = log;
    this.clients = Clients.of(story);
  }

  /** The figure, or nothing where clients were not asked and leadership stayed. */
  Optional<Markup> figure() {
    if (clients.answers().isEmpty() && clients.stalls().isEmpty()) {
      return Optional.empty();
    }
    Drawing drawing = new Drawing("clients", timeline, HEIGHT);
    DataTable table =
        new DataTable(
            List.of("From", "Length", "Answered", "Failed", "What"),
            Set.of("Length", "Answered", "Failed"));
    drawing.add(Drawing.name(BASE - 16, "probe"));
    drawing.add(Drawing.name(STALLS + 11, "leader moving"));
    if (clients.answers().isEmpty()) {
      drawing.add(Drawing.text(Timeline.LEFT + 6, BASE - 16, "skipped", "not measured"));
    }
    for (Clients.Answers answers : clients.answers()) {
      drawing.add(log.leading(answers.seq(), bar(answers)));
      tell(answers, table);
    }
    for (Clients.Stall stall : clients.stalls()) {
      drawing.add(log.leading(stall.seq(), bar(stall)));
      tell(stall, table);
    }
    return Optional.of(
        drawing.figure(
            "What clients met",
            "Above, the share of the probe's queries that was answered and, hatched, the share that"
                + " failed, between each two records. Beneath, when leadership moved: writes may"
                + " have waited meanwhile.",
            table));
  }

  private Markup bar(Clients.Answers answers) {
    double x = timeline.x(answers.from());
    double width = Math.max(1, timeline.x(answers.until()) - x - 1);
    Availability counted = answers.counted();
    double all = Math.max(1, counted.answered() + counted.failed());
    double failed = HIGH * counted.failed() / all;
    double shown = counted.failed() > 0 ? Math.max(4, failed) : 0;
    Markup good = rect(x, BASE - HIGH, width, HIGH - shown).with("class", "answered").empty();
    Markup bad =
        counted.failed() > 0
            ? rect(x, BASE - shown, width, shown).with("fill", "url(#unanswered)").empty()
            : Markup.NOTHING;
    String count = counted.failed() > 0 ? counted.failed() + " failed" : "";
    Markup word =
        !count.isEmpty() && width > 60
            ? Drawing.text(x + 4, BASE - HIGH + 12, "in", count)
            : Markup.NOTHING;
    return Markup.of(good, bad, word);
  }

  private Markup bar(Clients.Stall stall) {
    double x = timeline.x(stall.from());
    double width = Math.max(3, timeline.x(stall.until()) - x);
    String length = Figures.length(Duration.between(stall.from(), stall.until()));
    boolean left = x > Timeline.RIGHT - 60;
    return Markup.of(
        rect(x, STALLS, width, 12).with("class", "moving").empty(),
        Drawing.text(
            left ? x - 4 : x + width + 4, STALLS + 10, left ? "tick end" : "tick start", length));
  }

  private static Markup.Tag rect(double x, double y, double width, double height) {
    return Markup.tag("rect").with("x", x).with("y", y).with("width", width).with("height", height);
  }

  private void tell(Clients.Answers answers, DataTable table) {
    table.row(
        List.of(
            log.time(answers.seq(), answers.from()),
            Markup.text(Figures.length(Duration.between(answers.from(), answers.until()))),
            Markup.text(Long.toString(answers.counted().answered())),
            Markup.text(Long.toString(answers.counted().failed())),
            Markup.text(answers.failing() ? "not answered" : "")));
  }

  private void tell(Clients.Stall stall, DataTable table) {
    table.row(
        List.of(
            log.time(stall.seq(), stall.from()),
            Markup.text(Figures.length(Duration.between(stall.from(), stall.until()))),
            Markup.NOTHING,
            Markup.NOTHING,
            Markup.text("leadership moved " + stall.words())));
  }
}
