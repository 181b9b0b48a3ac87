package dev.tidalctl.sql;

import java.time.Duration;

/**
 * One client's session on a node.
 *
 * @param pid of the server process that serves it
 * @param user who is logged in
 * @param application as the client calls itself; may be empty
 * @param state as PostgreSQL words it: {@code active}, {@code idle}, {@code idle in transaction}
 * @param age of its transaction, else how long it has been in that state
 */
public record ClientSession(int pid, String user, String application, String state, Duration age) {

  /** As an operator wants it in a waiting line: {@code pid 4711 (billing, active, 12 s)}. */
  public String words() {
    String who = application.isBlank() ? user : application;
    return "pid %d (%s, %s, %d s)".formatted(pid, who, state, age.toSeconds());
  }
}
