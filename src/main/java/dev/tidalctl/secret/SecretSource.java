package dev.tidalctl.secret;

import dev.tidalctl.topology.Secret;
import java.nio.file.Path;
import java.util.List;

/**
 * A secret before it is read.
 *
 * @param kind what it is used as
 * @param secret where it comes from
 */
public record SecretSource(SecretKind kind, Secret secret) {
  /** A token. */
  public static SecretSource token(Secret secret) {
    return new SecretSource(SecretKind.TOKEN, secret);
  }

  /** A password. */
  public static SecretSource password(Secret secret) {
    return new SecretSource(SecretKind.PASSWORD, secret);
  }

  /** What to call it in a message. */
  public String name() {
    return switch (secret) {
      case Secret.InFile(Path file) -> "the " + kind.word() + " file " + file;
      case Secret.InEnvironment(String variable) -> "the environment variable " + variable;
      case Secret.FromCommand(List<String> argv) ->
          "the " + kind.word() + " command " + argv.getFirst();
    };
  }
}
