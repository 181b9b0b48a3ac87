package dev.tidalctl.sql;

import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.tls.UnusableTls;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.ssl.WrappedFactory;

/**
 * Has the driver trust as all else here does, so that a certificate that is not trusted is named.
 * The driver makes one for each login, by the name of the class: a file that was renewed is read.
 */
public final class VerifiedSockets extends WrappedFactory {
  private final TlsSetup setup;

  /**
   * For one login.
   *
   * @param properties the driver's, as {@link #use} set them
   * @throws UnusableTls when a file that they name is of no use
   */
  public VerifiedSockets(Properties properties) throws UnusableTls {
    this.setup = TlsSetup.from(files(properties));
    this.factory = setup.sockets();
  }

  /** Has the driver use them, with these files. */
  static void use(Properties properties, Tls tls) {
    PGProperty.SSL_MODE.set(properties, "verify-full");
    PGProperty.SSL_FACTORY.set(properties, VerifiedSockets.class.getName());
    tls.ca().ifPresent(ca -> PGProperty.SSL_ROOT_CERT.set(properties, ca.toString()));
    tls.client()
        .ifPresent(
            client -> {
              PGProperty.SSL_CERT.set(properties, client.cert().toString());
              PGProperty.SSL_KEY.set(properties, client.key().toString());
            });
  }

  /** Why a login failed, where it is for want of a file that is of use. */
  static Optional<UnusableTls> unusable(Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnusableTls unusable) {
        return Optional.of(unusable);
      }
    }
    return Optional.empty();
  }

  private static Tls files(Properties properties) {
    Optional<Path> key = file(properties, PGProperty.SSL_KEY);
    return new Tls(
        file(properties, PGProperty.SSL_ROOT_CERT),
        file(properties, PGProperty.SSL_CERT)
            .flatMap(cert -> key.map(of -> new Tls.ClientCertificate(cert, of))));
  }

  private static Optional<Path> file(Properties properties, PGProperty property) {
    return Optional.ofNullable(property.getOrDefault(properties)).map(Path::of);
  }

  @Override
  public Socket createSocket(Socket connection, String host, int port, boolean autoClose)
      throws IOException {
    return setup.before(connection, new HostPort(withoutBrackets(host), port));
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
