package dev.tidalctl.render;

import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Table.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code runs} for people. */
public final class RunListText {
  private static final List<String> COLUMNS =
      List.of("RUN", "STATE", "OUTCOME", "TO", "COMPLETE", "STARTED", "TOOK");

  private RunListText() {}

  /** The lines, without line ends. */
  public static List<String> lines(RunList list, Style style) {
    if (list.rows().isEmpty()) {
      return List.of("no roll of " + list.cluster() + " has a journal");
    }
    Table table = new Table(COLUMNS, Set.of("TOOK"));
    list.rows().forEach(row -> table.row(cells(row)));
    List<String> lines = new ArrayList<>(table.lines(style));
    list.rows().stream()
        .flatMap(row -> row.next().stream())
        .findFirst()
        .ifPresent(
            next -> {
              lines.add("");
              lines.add("next: " + next);
            });
    return List.copyOf(lines);
  }

  private static List<Cell> cells(RunList.Row row) {
    Tone tone =
        switch (row.state()) {
          case RUNNING, UNFINISHED -> Tone.MOVING;
          case CLOSED, FINISHED -> Tone.NORMAL;
        };
    return List.of(
        Cell.of(row.report().runId().value()),
        new Cell(row.state().word(), tone),
        Cell.of(row.outcome().orElse(Figures.NONE)),
        Cell.of(row.to().map(Version::value).orElse(Figures.NONE)),
        Cell.of(row.complete() + " of " + row.report().nodes().size()),
        Cell.of(Figures.instant(row.report().startedAt())),
        Cell.of(
            row.report()
                .finishedAt()
                .map(end -> Figures.length(Duration.between(row.report().startedAt(), end)))
                .orElse(Figures.NONE)));
  }
}
