package dev.tidalctl.topology;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user's own folders, which a cluster file refers to by {@code ~} and by default.
 *
 * @param home what {@code ~} stands for
 * @param stateHome the folder for state that outlives a process, per user
 */
public record HomeFolders(Path home, Path stateHome) {
  /**
   * Finds the folders as the XDG Base Directory Specification has them: {@code XDG_STATE_HOME} when
   * it is set and absolute, else {@code ~/.local/state}.
   *
   * @param environment the environment variables
   * @param userHome the home to use when {@code HOME} is not set, as under systemd
   */
  public static HomeFolders from(Map<String, String> environment, String userHome) {
    Path home = absolute(environment, "HOME").orElse(Path.of(userHome));
    Path stateHome =
        absolute(environment, "XDG_STATE_HOME").orElse(home.resolve(".local").resolve("state"));
    return new HomeFolders(home, stateHome);
  }

  private static Optional<Path> absolute(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
