package dev.tidalctl.testing;

/** The certificates that nobody may be content with, and what is said of each. */
public enum Untrusted {
  /** One of an authority that is not trusted. */
  ANOTHER_AUTHORITY(
      "server",
      "other-ca.pem",
      "its certificate CN=server is not signed by a trusted authority (it is signed by CN=test"
          + " authority)"),
  /** One of another host. */
  ANOTHER_HOST(
      "elsewhere",
      "ca.pem",
      "its certificate is for another host name (CN=elsewhere, for db.example)"),
  /** One that was good once. */
  EXPIRED(
      "expired", "expired-ca.pem", "its certificate CN=expired expired on 2020-01-11T00:00:00Z");

  private final String shown;
  private final String trusted;
  private final String why;

  Untrusted(String shown, String trusted, String why) {
    this.shown = shown;
    this.trusted = trusted;
    this.why = why;
  }

  /** The name of the server's certificate. */
  public String shown() {
    return shown;
  }

  /** The file of the authority that its clients trust. */
  public String trusted() {
    return trusted;
  }

  /** Why they do not trust it. */
  public String why() {
    return why;
  }
}
