package dev.tidalctl.testing;

import dev.tidalctl.tls.TlsSetup;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/**
 * The other end of a handshake.
 *
 * @param setup its own certificate, and whose it takes
 * @param asksForCertificate whether it speaks to nobody who shows none
 */
public record TlsServer(TlsSetup setup, boolean asksForCertificate) {
  /** Shakes hands with who has connected. */
  public Socket accepted(Socket client) throws IOException {
    SSLSocket secured =
        (SSLSocket) setup.sockets().createSocket(client, "127.0.0.1", client.getPort(), true);
    secured.setUseClientMode(false);
    secured.setNeedClientAuth(asksForCertificate);
    secured.startHandshake();
    return secured;
  }
}
