package dev.tidalctl.pgbouncer.console;

import dev.tidalctl.tls.Handshakes;
import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.tls.UnusableTls;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.traffic.Conversation;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** The certificate that a PgBouncer shows to whoever asks for encryption. */
final class ServerCertificate {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** PostgreSQL's message SSLRequest: its length and its code. */
  private static final int LENGTH = 8;

  private static final int SSL_REQUEST = 80_877_103;
  private static final char WILLING = 'S';

  private ServerCertificate() {}

  /** Why it is not trusted, and which one it is; empty when it is, or is not to be had. */
  static Optional<String> flaw(HostPort server, Tls files) {
    Conversation conversation = new Conversation();
    try {
      TlsSetup setup = TlsSetup.from(new Tls(files.ca(), Optional.empty()));
      return conversation.within(LIMIT, () -> shown(conversation, server, setup));
    } catch (UnusableTls | IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> shown(Conversation conversation, HostPort server, TlsSetup setup)
      throws IOException {
    Socket socket = conversation.uses(new Socket());
    socket.connect(new InetSocketAddress(server.host(), server.port()));
    DataOutputStream request = new DataOutputStream(socket.getOutputStream());
    request.writeInt(LENGTH);
    request.writeInt(SSL_REQUEST);
    if (new DataInputStream(socket.getInputStream()).readByte() != WILLING) {
      return Optional.empty();
    }
    try {
      setup.over(socket, server).close();
      return Optional.empty();
    } catch (IOException failure) {
      return Handshakes.untrusted(failure).map(Psql::line);
    }
  }
}
