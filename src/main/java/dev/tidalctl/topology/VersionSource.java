package dev.tidalctl.topology;

/** Which fact of a Patroni node counts as its version. */
public sealed interface VersionSource {
  /** PostgreSQL's {@code server_version}; the default. */
  record ServerVersion() implements VersionSource {}

  /** Patroni's own version. */
  record PatroniVersion() implements VersionSource {}

  /**
   * One of the node's tags.
   *
   * @param name the tag's name
   */
  record Tag(String name) implements VersionSource {}
}
