package dev.tidalctl.cli.preflight;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.render.CheckReport.Verdict;

/** Short ways to write a finding down. */
final class Findings {
  private Findings() {}

  static Finding pass(String check, String detail) {
    return new Finding(Verdict.PASS, check, detail, "", false);
  }

  static Finding warn(String check, String detail, String remedy) {
    return new Finding(Verdict.WARN, check, detail, remedy, false);
  }

  static Finding fail(String check, String detail, String remedy) {
    return new Finding(Verdict.FAIL, check, detail, remedy, false);
  }

  /** It failed because somebody can't be reached. */
  static Finding unreached(String check, String detail, String remedy) {
    return new Finding(Verdict.FAIL, check, detail, remedy, true);
  }

  /** What speaks against taking something out of service. */
  static Finding against(String check, String prefix, Impediment impediment) {
    String detail = prefix + impediment.why();
    return impediment.outlook() == Impediment.Outlook.UNREACHED
        ? unreached(check, detail, "")
        : fail(check, detail, "");
  }
}
