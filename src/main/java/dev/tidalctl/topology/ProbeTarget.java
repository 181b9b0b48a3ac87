package dev.tidalctl.topology;

import java.net.URI;
import java.util.List;

/** What a probe asks. */
public sealed interface ProbeTarget {
  /**
   * A GET; a status from 200 to 299 is an answer.
   *
   * @param url an {@code http} or {@code https} URL
   */
  record Http(URI url) implements ProbeTarget {}

  /**
   * A command; exit status 0 is an answer.
   *
   * @param argv the command and its arguments; no shell
   */
  record Exec(List<String> argv) implements ProbeTarget {
    /** Takes an unmodifiable copy of the words. */
    public Exec {
      argv = List.copyOf(argv);
    }
  }

  /**
   * {@code SELECT 1}; a row is an answer.
   *
   * @param address of the service, as its clients know it
   * @param login as whom
   */
  record Sql(HostPort address, SqlSpec login) implements ProbeTarget {}
}
