package dev.tidalctl.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the PEM files for TLS are.
 *
 * @param authorities the certificates that replace the system's authorities
 * @param client what the client shows of itself
 */
public record TlsFiles(Optional<Path> authorities, Optional<ClientCertificate> client) {
  /**
   * A client's certificate.
   *
   * @param chain its certificate, followed by those between it and an authority
   * @param key its private key, PKCS#8, not encrypted
   */
  public record ClientCertificate(Path chain, Path key) {}
}
