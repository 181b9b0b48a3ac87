package dev.tidalctl.topology.read;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths: relative ones start from the cluster file's folder, {@code ~/} from the user's home. */
final class PathValue {
  private PathValue() {}

  /** An absolute path. What stands there is not looked at. */
  static Optional<Path> read(Field field) {
    Optional<String> text = TextValue.line(field, "a path");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return resolve(text.get(), field);
    } catch (InvalidPathException e) {
      return field.wrong("not a path that this system's locale can express");
    }
  }

  private static Optional<Path> resolve(String path, Field field) {
    if (!path.startsWith("~")) {
      return Optional.of(field.reading().folder().resolve(path).normalize());
    }
    Path home = field.reading().homes().home();
    if (path.equals("~")) {
      return Optional.of(home);
    }
    return path.startsWith("~/")
        ? Optional.of(home.resolve(path.substring(2)).normalize())
        : field.wrong("only ~/ is understood, not another user's home");
  }
}
