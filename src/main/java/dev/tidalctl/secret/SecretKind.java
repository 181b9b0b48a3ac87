package dev.tidalctl.secret;

/** What a secret is used as, and so which texts can be one. */
public enum SecretKind {
  /** Sent in a header as it is: visible ASCII; white space around it is not part of it. */
  TOKEN("token"),
  /** Typed by people: one line of any characters; only the end of that line is not part of it. */
  PASSWORD("password");

  private final String word;

  SecretKind(String word) {
    this.word = word;
  }

  /** The word for it in messages. */
  public String word() {
    return word;
  }

  /**
   * The secret that a source's text holds.
   *
   * @param source its name, for the message
   */
  String in(String text, String source) throws UnusableSecret {
    String secret =
        switch (this) {
          case TOKEN -> text.strip();
          case PASSWORD -> text.replaceFirst("\\r?\\n\\z", "");
        };
    if (secret.isEmpty()) {
      throw new UnusableSecret(source + " holds no " + word);
    }
    switch (this) {
      case TOKEN -> {
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
          throw new UnusableSecret(
              source + " holds more than one token: only visible ASCII can be sent");
        }
      }
      case PASSWORD -> {
        if (secret.chars().anyMatch(Character::isISOControl)) {
          throw new UnusableSecret(source + " holds more than one line: that is no password");
        }
      }
    }
    return secret;
  }
}
