package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.render.CheckReport.Verdict;
import dev.tidalctl.render.Style.Tone;
import java.util.ArrayList;
import java.util.List;

/** A {@link CheckReport} for people, and as the JSON document {@code CheckReport}. */
public final class CheckText {
  private CheckText() {}

  /** The lines, without line ends. */
  public static List<String> lines(CheckReport report, Style style) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : report.findings()) {
      lines.add(
          style.paint(tone(finding.verdict()), finding.verdict().word())
              + "  "
              + finding.check()
              + ": "
              + finding.detail());
      if (!finding.remedy().isEmpty()) {
        lines.add("      remedy: " + finding.remedy());
      }
    }
    lines.add("");
    lines.add(
        report.cluster()
            + ": "
            + report.count(Verdict.PASS)
            + " passed, "
            + report.count(Verdict.WARN)
            + " warned, "
            + report.count(Verdict.FAIL)
            + " failed; nothing was changed");
    return List.copyOf(lines);
  }

  /** The document. */
  public static ObjectNode json(CheckReport report) {
    ObjectNode document = JsonDocument.of("CheckReport");
    document.put("cluster", report.cluster());
    for (Verdict verdict : Verdict.values()) {
      document.put(verdict.word(), report.count(verdict));
    }
    ArrayNode findings = document.putArray("checks");
    for (Finding finding : report.findings()) {
      findings
          .addObject()
          .put("verdict", finding.verdict().word())
          .put("check", finding.check())
          .put("detail", finding.detail())
          .put("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
    }
    return document;
  }

  private static Tone tone(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Tone.GOOD;
      case WARN -> Tone.MOVING;
      case FAIL -> Tone.BAD;
    };
  }
}
