package dev.tidalctl.topology;

/** How requests say who sends them. */
public sealed interface Auth {
  /**
   * {@code Authorization: Bearer}.
   *
   * @param token where the token comes from
   */
  record Bearer(Secret token) implements Auth {}

  /**
   * A user name with a password.
   *
   * @param user the user's name
   * @param password where the password comes from
   */
  record Basic(String user, Secret password) implements Auth {}
}
