package dev.tidalctl.tls;

import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a client needs for TLS.
 *
 * @param sockets opens them, showing the client's certificate where there is one
 * @param trust decides on the server's certificate
 */
public record TlsSetup(SSLSocketFactory sockets, X509TrustManager trust) {
  private static final char[] NO_PASSWORD = {};

  /**
   * Reads the files of {@code tls}.
   *
   * @throws UnusableTls when one of them is of no use
   */
  public static TlsSetup from(Tls tls) throws UnusableTls {
    try {
      X509ExtendedTrustManager trust = NamingTrust.over(trust(tls.ca()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity(tls.client()), new TrustManager[] {trust}, null);
      return new TlsSetup(context.getSocketFactory(), trust);
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableTls("TLS can't be set up: " + e.getMessage(), e);
    }
  }

  /**
   * Shakes hands over a connection that stands. The certificate must be trusted, and for the host.
   *
   * @param server whom the connection is to; closed with what is returned
   */
  public Socket over(Socket connection, HostPort server) throws IOException {
    SSLSocket secured = before(connection, server);
    secured.startHandshake();
    return secured;
  }

  /**
   * The same before the hands are shaken, for whoever does so with a limit of its own.
   *
   * @param server whom the connection is to; closed with what is returned
   */
  public SSLSocket before(Socket connection, HostPort server) throws IOException {
    if (!(sockets.createSocket(connection, server.host(), server.port(), true)
        instanceof SSLSocket secured)) {
      throw new IOException("this Java has no TLS");
    }
    // Else what follows the handshake waits for its last part to be acknowledged.
    connection.setTcpNoDelay(true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    return secured;
  }

  private static X509ExtendedTrustManager trust(Optional<Path> authorities)
      throws GeneralSecurityException, IOException, UnusableTls {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.isPresent() ? holding(authorities.get()) : null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new UnusableTls("TLS can't be set up: this Java checks no X.509 certificates");
  }

  private static KeyStore holding(Path authorities)
      throws GeneralSecurityException, IOException, UnusableTls {
    KeyStore store = empty();
    int number = 0;
    for (X509Certificate authority : PemFiles.certificates(authorities)) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    return store;
  }

  private static KeyManager @Nullable [] identity(Optional<Tls.ClientCertificate> client)
      throws GeneralSecurityException, IOException, UnusableTls {
    if (client.isEmpty()) {
      return null;
    }
    KeyStore store = empty();
    store.setKeyEntry(
        "client",
        PemFiles.privateKey(client.get().key()),
        NO_PASSWORD,
        PemFiles.certificates(client.get().cert()).toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    // PKCS12 would take 30 ms to encrypt a private key and decrypt it again.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    return store;
  }
}
