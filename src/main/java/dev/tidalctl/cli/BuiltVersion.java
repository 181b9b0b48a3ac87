package dev.tidalctl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class BuiltVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  /** What {@code --version} prints. */
  static String line() {
    return "tidalctl " + number();
  }

  /** The number alone. */
  static String number() {
    Properties built = new Properties();
    try (InputStream in =
        BuiltVersion.class.getResourceAsStream("/dev/tidalctl/version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing from the jar");
      }
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return built.getProperty("version");
  }
}
