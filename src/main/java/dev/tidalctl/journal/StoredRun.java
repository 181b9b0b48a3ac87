package dev.tidalctl.journal;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.state.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The journal of one run as keys of a store: one a record, numbered without gaps from 1, and one
 * for who drives it.
 */
final class StoredRun {
  static final String RUNS = "runs/";
  private static final String JOURNALS = "journals/";

  private final RunId run;

  StoredRun(RunId run) {
    this.run = run;
  }

  /** That the run exists: to list runs needs no journal. */
  String index() {
    return RUNS + run.value();
  }

  /** All of its journal. */
  String folder() {
    return JOURNALS + run.value() + "/";
  }

  String driver() {
    return folder() + "driver";
  }

  String record(int number) {
    return folder() + "record-" + "%08d".formatted(number);
  }

  String name() {
    return "the journal of run " + run + " in the shared state";
  }

  Optional<Store.Entry> driver(Store.Contents contents) {
    return Optional.ofNullable(contents.entries().get(driver()));
  }

  static String text(String record) {
    return new String(Lines.line(record), StandardCharsets.UTF_8).stripTrailing();
  }

  /**
   * The records, in order. Each was put whole or not at all: any that is missing or damaged has
   * been touched by somebody.
   */
  List<Lines.Line> lines(Store.Contents contents) throws Distrust {
    List<Lines.Line> lines = new ArrayList<>();
    for (Map.Entry<String, Store.Entry> entry : contents.entries().entrySet()) {
      if (entry.getKey().equals(driver())) {
        continue;
      }
      int number = lines.size() + 1;
      if (!entry.getKey().equals(record(number))) {
        throw damaged("has no record " + number + ", but " + entry.getKey());
      }
      String text =
          Lines.text(entry.getValue().text())
              .orElseThrow(
                  () -> damaged("is damaged at record " + number + ": its checksum does not fit"));
      lines.add(new Lines.Line(number, OptionalInt.empty(), text));
    }
    return lines;
  }

  List<Recorded> facts(Store.Contents contents) throws Distrust {
    return Format.read(lines(contents), name());
  }

  private Distrust damaged(String how) {
    return new Distrust(
        name() + " " + how,
        "look at the cluster with status, bring held nodes back with rejoin, and remove the keys"
            + " under "
            + folder());
  }
}
