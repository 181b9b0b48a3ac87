package dev.tidalctl.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where tokens come from, and that no error shows one. */
@Timeout(30)
final class TokenReaderTest {
  private final TokenReader reader =
      new TokenReader(Map.of("TOKEN", "abc", "TWO", "abc def"), Duration.ofSeconds(10));

  @TempDir Path folder;

  @Test
  void aFileAnEnvironmentVariableAndACommandHoldTokens() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "abc\n");

    assertEquals("abc", reader.read(new TokenSource.InFile(file)));
    assertEquals("abc", reader.read(new TokenSource.InEnvironment("TOKEN")));
    assertEquals("$HOME", reader.read(command("/bin/echo", "$HOME")), "no shell");
  }

  @Test
  void whatHoldsNoTokenSaysSo() throws Exception {
    Path file = Files.createFile(folder.resolve("token"));

    assertEquals("the token file " + file + " holds no token", why(new TokenSource.InFile(file)));
    assertEquals(
        "the environment variable NONE is not set", why(new TokenSource.InEnvironment("NONE")));
    assertEquals(
        "the environment variable TWO holds more than one token: only visible ASCII can be sent",
        why(new TokenSource.InEnvironment("TWO")));
    assertEquals("the token command /bin/false exited with status 1", why(command("/bin/false")));
  }

  @Test
  void whatIsFarTooLongIsNoToken() throws Exception {
    assertEquals(
        "the token command /usr/bin/yes holds more than 64 KiB: that is no token",
        why(command("/usr/bin/yes")));
  }

  @Test
  void aCommandThatHangsIsEnded() {
    TokenReader hasty = new TokenReader(Map.of(), Duration.ofMillis(200));
    TokenSource hangs = command("/bin/sleep", "60");

    UnusableSetting failure = assertThrows(UnusableSetting.class, () -> hasty.read(hangs));

    assertEquals("the token command /bin/sleep did not end in time", failure.why());
  }

  private String why(TokenSource source) {
    return assertThrows(UnusableSetting.class, () -> reader.read(source)).why();
  }

  private static TokenSource command(String... argv) {
    return new TokenSource.FromCommand(List.of(argv));
  }
}
