package dev.tidalctl.tls;

import java.io.Serial;
import java.security.cert.CertificateException;

/** A server's certificate is not trusted; the message names it and says why. */
final class UntrustedCertificate extends CertificateException {
  @Serial private static final long serialVersionUID = 1L;

  UntrustedCertificate(String why, CertificateException cause) {
    super(why, cause);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
