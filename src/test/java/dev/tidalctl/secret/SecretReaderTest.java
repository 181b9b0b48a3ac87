package dev.tidalctl.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidalctl.topology.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where secrets come from, and that no error shows one. */
@Timeout(30)
final class SecretReaderTest {
  private final SecretReader reader =
      new SecretReader(Map.of("TOKEN", "abc", "TWO", "abc def"), Duration.ofSeconds(10));

  @TempDir Path folder;

  @Test
  void aFileAnEnvironmentVariableAndACommandHoldTokens() throws Exception {
    Path file = file("abc\n", "rw-------");

    assertEquals("abc", reader.read(SecretSource.token(new Secret.InFile(file))));
    assertEquals("abc", reader.read(SecretSource.token(new Secret.InEnvironment("TOKEN"))));
    assertEquals("$HOME", reader.read(command("/bin/echo", "$HOME")), "no shell");
  }

  @Test
  void aPasswordMayHaveSpaces() throws Exception {
    Path file = file(" pass wörd \n", "r--------");

    assertEquals(" pass wörd ", reader.read(SecretSource.password(new Secret.InFile(file))));
  }

  @Test
  void aPasswordIsOneLine() throws Exception {
    Path file = file("user\npass\n", "rw-------");

    assertEquals(
        "the password file " + file + " holds more than one line: that is no password",
        why(SecretSource.password(new Secret.InFile(file))));
  }

  @Test
  void whatHoldsNoTokenSaysSo() throws Exception {
    Path file = file("", "rw-------");

    assertEquals(
        "the token file " + file + " holds no token",
        why(SecretSource.token(new Secret.InFile(file))));
    assertEquals(
        "the token file " + folder.resolve("none") + " does not exist",
        why(SecretSource.token(new Secret.InFile(folder.resolve("none")))));
    assertEquals(
        "the environment variable NONE is not set",
        why(SecretSource.token(new Secret.InEnvironment("NONE"))));
    assertEquals(
        "the environment variable TWO holds more than one token: only visible ASCII can be sent",
        why(SecretSource.token(new Secret.InEnvironment("TWO"))));
    assertEquals("the token command /bin/false exited with status 1", why(command("/bin/false")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-r--r--"})
  void whatOthersMayReadIsRefusedWithTheRemedy(String permissions) throws Exception {
    Path file = file("abc\n", permissions);

    assertEquals(
        "the token file "
            + file
            + " can be read by others than its owner ("
            + permissions
            + "); to mend that: chmod 600 "
            + file,
        why(SecretSource.token(new Secret.InFile(file))));
  }

  @Test
  void theRemedyIsFitForAShell() throws Exception {
    Path odd = folder.resolve("it's mine");
    Files.createFile(
        odd, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));

    String why = why(SecretSource.token(new Secret.InFile(odd)));

    assertEquals("chmod 600 '" + folder + "/it'\\''s mine'", why.substring(why.indexOf("chmod")));
  }

  @Test
  void whatIsFarTooLongIsNoToken() {
    assertEquals(
        "the token command /usr/bin/yes holds more than 64 KiB: that is no token",
        why(command("/usr/bin/yes")));
  }

  @Test
  void aCommandThatHangsIsEnded() {
    SecretReader hasty = new SecretReader(Map.of(), Duration.ofMillis(200));
    SecretSource hangs = command("/bin/sleep", "60");

    UnusableSecret failure = assertThrows(UnusableSecret.class, () -> hasty.read(hangs));

    assertEquals("the token command /bin/sleep did not end in time", failure.why());
  }

  private Path file(String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private String why(SecretSource source) {
    return assertThrows(UnusableSecret.class, () -> reader.read(source)).why();
  }

  private static SecretSource command(String... argv) {
    return SecretSource.token(new Secret.FromCommand(List.of(argv)));
  }
}
