package dev.tidalctl.topology;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What differs from the system's TLS defaults.
 *
 * @param ca the authorities to trust instead of the system's, PEM, absolute path
 * @param client the certificate to present
 */
public record Tls(Optional<Path> ca, Optional<ClientCertificate> client) {
  /**
   * A client certificate.
   *
   * @param cert the certificate chain, PEM, absolute path
   * @param key its private key, PEM, absolute path
   */
  public record ClientCertificate(Path cert, Path key) {}
}
