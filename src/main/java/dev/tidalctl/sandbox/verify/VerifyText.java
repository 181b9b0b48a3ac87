package dev.tidalctl.sandbox.verify;

import java.util.ArrayList;
import java.util.List;

/** A verify report for a reader: a line a node, and the first problems below it. */
public final class VerifyText {
  private VerifyText() {}

  /** The lines. */
  public static List<String> lines(VerifyReport report) {
    List<String> lines = new ArrayList<>();
    for (NodeVerdict node : report.nodes()) {
      lines.add(
          "%-9s %d checked, %d missing, %d different"
              .formatted(node.name(), node.checked(), node.missing(), node.different()));
      node.firstProblems().forEach(problem -> lines.add("          " + problem));
    }
    return lines;
  }
}
