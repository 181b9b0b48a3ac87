package dev.tidalctl.journal;

import dev.tidalctl.core.model.RunId;
import java.util.regex.Pattern;

/** A run id given by hand must not lead out of the place where journals are. */
final class RunIds {
  static final String REMEDY = "a run id has letters, digits, '.', '_' and '-' only";

  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private RunIds() {}

  static boolean fit(RunId run) {
    return FIT.matcher(run.value()).matches();
  }

  static String unfit(RunId run) {
    return "'" + run + "' is no run id";
  }
}
