package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run as one HTML file that needs nothing else: no script, no network. The same run gives the
 * same bytes.
 */
public final class ReportPage {
  private final RunStory story;
  private final Identity identity;
  private final RunTerms terms;
  private final Timeline timeline;
  private final EventLog log;
  private final Verdict verdict;

  private ReportPage(RunStory story, Identity identity, RunTerms terms) {
    this.story = story;
    this.identity = identity;
    this.terms = terms;
    this.timeline = Timeline.of(story);
    this.log = EventLog.of(story.events());
    this.verdict = new Verdict(story, terms.policy().minServing());
  }

  /**
   * The page of a run.
   *
   * @throws IllegalArgumentException when its events do not say what it was begun with
   */
  public static String of(RunStory story) {
    ReportPage page =
        story.events().reversed().stream()
            .flatMap(recorded -> begun(story, recorded).stream())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a run without a beginning"));
    return "<!DOCTYPE html>\n" + page.document().written() + "\n";
  }

  private static Optional<ReportPage> begun(RunStory story, Recorded recorded) {
    return switch (recorded.event()) {
      case Event.RunStarted(Identity who, RunTerms terms) ->
          Optional.of(new ReportPage(story, who, terms));
      case Event.RunResumed(Identity who, RunTerms terms, var before) ->
          Optional.of(new ReportPage(story, who, terms));
      default -> Optional.empty();
    };
  }

  private Markup document() {
    return Markup.tag("html")
        .with("lang", "en")
        .holding(Markup.text("\n"), head(), Markup.text("\n"), Markup.tag("body").holding(body()));
  }

  private Markup head() {
    return Markup.tag("head")
        .holding(
            Markup.lines(
                List.of(
                    Markup.tag("meta").with("charset", "utf-8").empty(),
                    Markup.tag("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", Styles.policy())
                        .empty(),
                    Markup.tag("meta")
                        .with("name", "viewport")
                        .with("content", "width=device-width, initial-scale=1")
                        .empty(),
                    Markup.tag("meta")
                        .with("name", "color-scheme")
                        .with("content", "light dark")
                        .empty(),
                    Markup.tag("title").saying(verdict.name() + ": " + verdict.outcome().word()),
                    Markup.sheet(Styles.SHEET))));
  }

  private Markup body() {
    List<Markup> parts = new ArrayList<>();
    parts.add(verdict());
    parts.add(contents());
    parts.add(heading("nodes", "Nodes over time"));
    parts.add(note("Times are UTC. Every bar and mark leads to its event below."));
    parts.add(LaneKey.of(timeline.absences()));
    parts.add(new LaneChart(story, timeline, log).figure());
    parts.add(heading("capacity", "Nodes in service"));
    parts.add(
        note(
            "As this run took them out and brought them back; dashed, the minimum to keep. Serving:"
                + " "
                + verdict.figures().getOrDefault("Serving", "")
                + "."));
    parts.add(new ServingChart(story, timeline, log).figure());
    LagChart lag = new LagChart(story, lagTerm(), timeline, log);
    parts.add(heading("behind", "Lag"));
    parts.add(note(lag.legend()));
    parts.add(lag.figure());
    parts.add(heading("met", "What clients met"));
    parts.add(note("Availability: " + verdict.figures().getOrDefault("Availability", "") + "."));
    new ClientChart(story, timeline, log).figure().ifPresent(parts::add);
    parts.add(heading("phases", "Phases"));
    parts.add(PhaseTable.of(story.report()));
    parts.add(heading("events", "Events"));
    parts.add(log.markup());
    return Markup.tag("main").holding(Markup.lines(parts));
  }

  private Markup verdict() {
    List<Markup> parts = new ArrayList<>();
    parts.add(Markup.tag("h1").saying(verdict.name()));
    parts.add(Markup.tag("p").with("class", "word").saying(verdict.signed()));
    parts.add(Markup.tag("p").saying(verdict.reason()));
    story
        .next()
        .ifPresent(
            command -> {
              parts.add(Markup.tag("p").with("class", "note").saying("Run this next:"));
              parts.add(Markup.tag("pre").holding(Markup.tag("code").saying(command)));
            });
    if (!story.report().warnings().isEmpty()) {
      parts.add(warnings());
    }
    List<Markup> figures = new ArrayList<>();
    verdict.figures().forEach((name, value) -> figures.add(figure(name, value)));
    figures.add(figure("By", identity.owner() + " on " + identity.host()));
    parts.add(Markup.tag("dl").holding(figures));
    return Markup.tag("header")
        .with("class", "verdict " + verdict.outcome().word())
        .holding(Markup.lines(parts));
  }

  private Markup warnings() {
    return Markup.tag("ul")
        .with("class", "warnings")
        .holding(
            story.report().warnings().stream()
                .map(warning -> Markup.tag("li").saying("Warning: " + warning))
                .toList());
  }

  private static Markup figure(String name, String value) {
    return Markup.tag("div").holding(Markup.tag("dt").saying(name), Markup.tag("dd").saying(value));
  }

  private static Markup contents() {
    return Markup.tag("nav")
        .holding(
            Markup.tag("p")
                .holding(
                    Markup.tag("a").to("nodes").saying("Nodes over time"),
                    Markup.tag("a").to("capacity").saying("In service"),
                    Markup.tag("a").to("behind").saying("Lag"),
                    Markup.tag("a").to("met").saying("Clients"),
                    Markup.tag("a").to("phases").saying("Phases"),
                    Markup.tag("a").to("events").saying("Events")));
  }

  private LagChart.RunTerm lagTerm() {
    return new LagChart.RunTerm(terms.policy(), terms.cluster().driver().equals("patroni"));
  }

  private static Markup heading(String id, String words) {
    return Markup.tag("h2").with("id", id).saying(words);
  }

  private static Markup note(String words) {
    return Markup.tag("p").with("class", "note").saying(words);
  }
}
