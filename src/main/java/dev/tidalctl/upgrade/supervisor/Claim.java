package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;

/**
 * Says whose an attempt is. Written before the command starts, never changed, never taken back.
 *
 * @param supervisor the process that claimed it
 * @param machine on which that process runs
 * @param limitNanos how long the command may run
 * @param atMillis when, by that machine's wall clock, in milliseconds of the epoch
 */
public record Claim(ProcessStamp supervisor, Machine machine, long limitNanos, long atMillis) {
  private static final String KIND = "tidalctl upgrade claim 1";

  String text() {
    return Fields.text(
        KIND,
        "pid",
        Long.toString(supervisor.pid()),
        "start",
        supervisor.start(),
        "host",
        machine.host(),
        "machine",
        machine.id(),
        "limitNanos",
        Long.toString(limitNanos),
        "atMillis",
        Long.toString(atMillis));
  }

  static Claim of(String text) throws IOException {
    Fields fields = Fields.of(KIND, text);
    return new Claim(
        new ProcessStamp(fields.number("pid"), fields.value("start")),
        new Machine(fields.value("host"), fields.value("machine")),
        fields.number("limitNanos"),
        fields.number("atMillis"));
  }
}
