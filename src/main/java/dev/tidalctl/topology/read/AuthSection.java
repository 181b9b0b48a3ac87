package dev.tidalctl.topology.read;

import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.Secret;
import java.util.Optional;

/** Credentials: who asks, and where the secret comes from, but never the secret itself. */
final class AuthSection {
  private static final String[] PASSWORDS = {"passwordFile", "passwordEnv", "passwordExec"};

  private AuthSection() {}

  /** {@code tokenFile}, {@code tokenEnv} or {@code tokenExec}. */
  static Optional<Auth.Bearer> bearer(Field field) {
    return field
        .fields(Section.TOKEN)
        .flatMap(
            fields ->
                fields.oneOf("where the token comes from", "tokenFile", "tokenEnv", "tokenExec"))
        .flatMap(AuthSection::secret)
        .map(Auth.Bearer::new);
  }

  /** {@code user} with {@code passwordFile}, {@code passwordEnv} or {@code passwordExec}. */
  static Optional<Auth.Basic> basic(Field field) {
    Optional<Fields> fields = field.fields(Section.USER);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> name = fields.get().require("user", "who asks").flatMap(AuthSection::user);
    Optional<Secret> password =
        fields.get().oneOf("where the password comes from", PASSWORDS).flatMap(AuthSection::secret);
    return name.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : Optional.of(new Auth.Basic(name.get(), password.get()));
  }

  /** The password's source, where a user may do without one. */
  static Optional<Secret> optionalPassword(Fields fields) {
    return fields.present(PASSWORDS).isEmpty()
        ? Optional.empty()
        : fields.oneOf("", PASSWORDS).flatMap(AuthSection::secret);
  }

  /** A user's name. */
  static Optional<String> user(Field field) {
    return TextValue.line(field, "a user's name");
  }

  private static Optional<Secret> secret(Field source) {
    if (source.path().endsWith("Env")) {
      return TextValue.variable(source).map(Secret.InEnvironment::new);
    }
    if (source.path().endsWith("Exec")) {
      return CommandValue.plain(source).map(Secret.FromCommand::new);
    }
    return PathValue.read(source).map(Secret.InFile::new);
  }
}
