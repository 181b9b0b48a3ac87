package dev.tidalctl.cli;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Impediment;
import java.util.List;

/**
 * The exit codes: the one place that help, man pages and README take them from. They are stable.
 */
public enum ExitCode {
  /** Success. */
  OK(0, "done, or nothing to do"),
  /** Not the operator's fault. */
  BUG(1, "a bug, or something unforeseen"),
  /** Nothing was contacted. */
  USAGE(2, "usage, or the cluster file is invalid"),
  /** InvalidState. */
  REFUSED(3, "refused by the guard or a preflight check: no change was sent"),
  /** Somebody else is at work. */
  LEASE(4, "the lease, or an unfinished run, is somebody else's"),
  /** Stopped safely. */
  FAILED(
      5,
      "a node Failed, or is unhealthy under status --exit-code; stopped safely, next command"
          + " printed"),
  /** A limit was reached. */
  TIMED_OUT(6, "a drain or rejoin ran out of time: undone, or left safe, as printed"),
  /** Nobody answered. */
  UNREACHABLE(7, "cannot be reached: no change was sent"),
  /** A reply was lost for good. */
  UNKNOWN(8, "the outcome of a change is unknown: what to look at is printed"),
  /** As asked. */
  STOPPED(9, "stopped where asked (--stop-after, first Ctrl-C at a node's end), resumable"),
  /** 128 + SIGINT. */
  INTERRUPTED(130, "stopped at once by SIGINT, resumable"),
  /** 128 + SIGTERM. */
  TERMINATED(143, "stopped at once by SIGTERM, resumable");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number that the process ends with. */
  public int code() {
    return code;
  }

  /** What it means, in words for help and man pages. */
  public String meaning() {
    return meaning;
  }

  /** The exit code where nothing was to begin, or to be shown to begin, because of these. */
  static ExitCode against(List<Impediment> impediments) {
    if (impediments.isEmpty()) {
      return OK;
    }
    return Impediment.onlyUnreached(impediments) ? UNREACHABLE : REFUSED;
  }

  /** The exit code of a run that ended so. */
  public static ExitCode of(Ending.Kind kind) {
    return switch (kind) {
      case COMPLETE, NOTHING_TO_DO -> OK;
      case REFUSED -> REFUSED;
      case LEASE -> LEASE;
      case FAILED -> FAILED;
      case TIMED_OUT -> TIMED_OUT;
      case UNREACHABLE -> UNREACHABLE;
      case UNKNOWN -> UNKNOWN;
      case STOPPED -> STOPPED;
      case INTERRUPTED -> INTERRUPTED;
      case TERMINATED -> TERMINATED;
    };
  }
}
