package dev.tidalctl.upgrade.supervisor;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What Linux tells of a process in {@code /proc/PID/stat}.
 *
 * @param state one letter; Z has ended, and only its parent has not taken note yet
 * @param parent the id of its parent
 * @param group the id of its process group
 * @param session the id of its session
 * @param start when it started, in ticks since the machine did
 */
record ProcessStat(char state, long parent, long group, long session, String start) {
  /** The place of the start among the fields after the state, which is the first. */
  private static final int START = 19;

  /**
   * Reads it.
   *
   * @throws IOException when there is no such process, or this is not Linux
   */
  static ProcessStat of(long pid) throws IOException {
    String text;
    try (FileInputStream in =
        new FileInputStream("/proc/".concat(Long.toString(pid)).concat("/stat"))) {
      text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    // The program's name may hold blanks and brackets: fields are counted from its last bracket.
    String[] fields = new String[START + 1];
    int from = text.lastIndexOf(')') + 2;
    for (int i = 0; i < fields.length; i++) {
      int to = text.indexOf(' ', from);
      if (to < 0) {
        throw new IOException("stat of process " + pid + " is cut short");
      }
      fields[i] = text.substring(from, to);
      from = to + 1;
    }
    return new ProcessStat(
        fields[0].charAt(0),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        fields[START]);
  }

  /** Whether it has ended: process 1 reaps what others left behind, and some are in no hurry. */
  boolean ended() {
    return state == 'Z' || state == 'X';
  }
}
