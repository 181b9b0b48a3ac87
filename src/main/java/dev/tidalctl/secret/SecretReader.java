package dev.tidalctl.secret;

import dev.tidalctl.topology.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads secrets, each time anew. None appears in a message. */
public final class SecretReader {
  /** Time enough to ask a vault, or a person with a card. */
  public static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);

  private static final int LONGEST = 64 * 1024;

  private final Map<String, String> environment;
  private final Duration commandLimit;

  /**
   * A reader.
   *
   * @param environment where variables are looked up
   */
  public SecretReader(Map<String, String> environment) {
    this(environment, COMMAND_LIMIT);
  }

  /**
   * A reader of another patience.
   *
   * @param environment where variables are looked up
   * @param commandLimit how long a command may run
   */
  public SecretReader(Map<String, String> environment, Duration commandLimit) {
    this.environment = Map.copyOf(environment);
    this.commandLimit = commandLimit;
  }

  /** The secret. Blocks the calling thread, for the command's limit at most. */
  public String read(SecretSource source) throws UnusableSecret {
    String name = source.name();
    String text =
        switch (source.secret()) {
          case Secret.InFile(Path file) -> fromFile(name, file);
          case Secret.InEnvironment(String variable) ->
              Optional.ofNullable(environment.get(variable))
                  .orElseThrow(() -> new UnusableSecret(name + " is not set"));
          case Secret.FromCommand(List<String> argv) ->
              SecretCommand.output(name, argv, commandLimit, LONGEST);
        };
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new UnusableSecret(
          name + " holds more than 64 KiB: that is no " + source.kind().word());
    }
    return source.kind().in(text, name);
  }

  private static String fromFile(String name, Path file) throws UnusableSecret {
    PrivateFiles.require(name, file);
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST + 1), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new UnusableSecret(name + " does not exist", e);
    } catch (IOException e) {
      throw new UnusableSecret(name + " can't be read: " + e.getMessage(), e);
    }
  }
}
