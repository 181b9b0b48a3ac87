package dev.tidalctl.topology;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a command's words can hold in braces, to be filled in for each node. */
public enum Placeholder {
  /** The node's name. */
  NODE,
  /** The node's host. */
  HOST,
  /** The node's shard id. */
  SHARD,
  /** The node's role when it was drained: leader or follower. */
  ROLE,
  /** The version asked for with {@code --to}. */
  VERSION,
  /** The run's id. */
  RUN;

  /** The word between the braces. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As it stands in a command, for example <code>{node}</code>. */
  public String token() {
    return "{" + word() + "}";
  }

  /** The environment variable that carries the same value, for example {@code TIDALCTL_NODE}. */
  public String variable() {
    return "TIDALCTL_" + name();
  }

  /** The placeholder with this word between its braces; case matters. */
  public static Optional<Placeholder> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
