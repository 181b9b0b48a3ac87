package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.RunReport.NodeReport;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.render.EventText;
import dev.tidalctl.render.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run as Markdown (CommonMark with tables), to be pasted into a change ticket. */
public final class ReportMarkdown {
  /** Lines of the log that a ticket has room for, from the end. */
  private static final int LINES = 60;

  private static final String SPECIAL = "\\`*_[]<>|~&#@";

  private final RunStory story;
  private final Verdict verdict;

  private ReportMarkdown(RunStory story, int floor) {
    this.story = story;
    this.verdict = new Verdict(story, floor);
  }

  /** The lines, without line ends. */
  public static List<String> lines(RunStory story) {
    return new ReportMarkdown(story, floor(story)).lines();
  }

  private static int floor(RunStory story) {
    return story.events().reversed().stream()
        .flatMap(recorded -> terms(recorded).stream())
        .findFirst()
        .map(terms -> terms.policy().minServing())
        .orElse(0);
  }

  private static Optional<RunTerms> terms(Recorded recorded) {
    return switch (recorded.event()) {
      case Event.RunStarted started -> Optional.of(started.terms());
      case Event.RunResumed resumed -> Optional.of(resumed.terms());
      default -> Optional.empty();
    };
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("## " + literal(capital(verdict.name())));
    lines.add("");
    lines.add("**" + literal(verdict.signed()) + "**: " + literal(verdict.reason()));
    next(lines);
    lines.add("");
    for (Map.Entry<String, String> figure : verdict.figures().entrySet()) {
      lines.add("- " + figure.getKey() + ": " + literal(figure.getValue()));
    }
    story.report().warnings().forEach(warning -> lines.add("- Warning: " + literal(warning)));
    nodes(lines);
    events(lines);
    return List.copyOf(lines);
  }

  private void next(List<String> lines) {
    if (story.next().isPresent()) {
      lines.add("");
      lines.add("Run this next:");
      lines.add("");
      lines.add("    " + Printable.of(story.next().get()));
    }
  }

  private void nodes(List<String> lines) {
    RunReport report = story.report();
    if (report.nodes().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("| Node | Status | Version | Drain | Upgrade | Rejoin | Soak |");
    lines.add("| --- | --- | --- | ---: | ---: | ---: | ---: |");
    report.nodes().forEach(node -> lines.add(row(node)));
    report.nodes().stream().flatMap(node -> failure(node).stream()).forEach(lines::add);
  }

  private static String row(NodeReport node) {
    return List.of(
            literal(node.name().value()),
            literal(node.status().label()),
            literal(PhaseTable.versions(node)),
            PhaseTable.span(node, Span.DRAIN),
            PhaseTable.span(node, Span.UPGRADE),
            PhaseTable.span(node, Span.REJOIN),
            PhaseTable.span(node, Span.SOAK))
        .stream()
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static List<String> failure(NodeReport node) {
    return node.status() instanceof NodeUpgradeStatus.Failed(String why)
        ? List.of("", "Node " + literal(node.name().value()) + " failed: " + literal(why))
        : List.of();
  }

  private void events(List<String> lines) {
    EventText text = new EventText(EventText.Detail.TRANSITIONS);
    List<String> told = new ArrayList<>();
    for (Recorded event : story.events()) {
      text.words(event)
          .filter(words -> !(event.event() instanceof Event.ProbeNews))
          .ifPresent(
              words -> told.add("- " + Figures.clock(event.at().wall()) + " " + literal(words)));
    }
    lines.add("");
    int left = Math.max(0, told.size() - LINES);
    lines.add(left == 0 ? "Events:" : "Events, without the first " + left + ":");
    lines.add("");
    lines.addAll(told.subList(left, told.size()));
  }

  /** Text of whatever origin, so that it is shown and not obeyed. */
  private static String literal(String text) {
    StringBuilder shown = new StringBuilder();
    Printable.of(text)
        .codePoints()
        .forEach(
            point -> {
              if (SPECIAL.indexOf(point) >= 0) {
                shown.append('\\');
              }
              shown.appendCodePoint(point);
            });
    return shown.toString();
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
