package dev.tidalctl.cli.preflight;

import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.render.CheckReport.Verdict;

/** Short ways to write a finding down. */
final class Findings {
  private Findings() {}

  static Finding pass(String check, String detail) {
    return new Finding(Verdict.PASS, check, detail, "");
  }

  static Finding warn(String check, String detail, String remedy) {
    return new Finding(Verdict.WARN, check, detail, remedy);
  }

  static Finding fail(String check, String detail, String remedy) {
    return new Finding(Verdict.FAIL, check, detail, remedy);
  }
}
