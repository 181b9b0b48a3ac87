package dev.tidalctl.testing;

import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/** The tests' certificates and keys, as files that only their owner may read. */
public final class Certificates {
  private final Path folder;

  /** Copies of them, made when asked for. */
  public Certificates(Path folder) {
    this.folder = folder;
  }

  /** What one of them holds. */
  public static String text(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            Certificates.class.getResourceAsStream("/dev/tidalctl/http/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** One of them. */
  public Path file(String name) throws IOException {
    Path copy = folder.resolve(name);
    if (Files.notExists(copy)) {
      Files.writeString(copy, text(name));
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
    }
    return copy;
  }

  /** Who trusts an authority, and shows nothing. */
  public Tls trusting(String authority) throws IOException {
    return new Tls(Optional.of(file(authority)), Optional.empty());
  }

  /** Who trusts the tests' own authority, and shows a certificate. */
  public Tls showing(String name) throws IOException {
    return new Tls(
        Optional.of(file("ca.pem")),
        Optional.of(new Tls.ClientCertificate(file(name + ".pem"), file(name + ".key"))));
  }
}
