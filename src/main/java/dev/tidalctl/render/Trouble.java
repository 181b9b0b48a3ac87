package dev.tidalctl.render;

import java.util.List;

/**
 * What is told when a command can't do what it was asked for. Parts that have nothing to say are
 * empty.
 *
 * @param code the exit code
 * @param located lines that point into a file, each {@code FILE:LINE:COLUMN: what is wrong}
 * @param what was asked and did not happen
 * @param why it did not
 * @param now what is true of the cluster
 * @param next the command to run
 */
public record Trouble(
    int code, List<String> located, String what, String why, String now, String next) {
  /** Keeps its own copy. */
  public Trouble {
    located = List.copyOf(located);
  }

  /** What, why and what is true now in one line, then the located lines. */
  public String message() {
    StringBuilder message = new StringBuilder(what);
    if (!why.isEmpty()) {
      message.append(": ").append(why);
    }
    if (!now.isEmpty()) {
      message.append("; ").append(now);
    }
    located.forEach(line -> message.append('\n').append(line));
    return message.toString();
  }
}
