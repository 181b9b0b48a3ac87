import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HAProxy's runtime API, with one answer to whatever it is asked. */
final class HaproxyAnswers implements AutoCloseable {
  private static final String SERVERS =
      """
      1
      # be_id be_name srv_id srv_name srv_op_state srv_admin_state srv_uweight
      4 write 1 n1 2 0 1
      4 write 2 n2 0 0 1
      5 read 1 n1 0 0 1
      5 read 2 n2 2 0 1

      # pxname,svname,scur,slim,status
      write,n1,0,,UP
      write,n2,0,,DOWN
      read,n1,0,,DOWN
      read,n2,0,,UP

      """;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  /** Answers on loopback. */
  HaproxyAnswers() throws IOException {
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        new BufferedReader(new InputStreamReader(client.getInputStream())).readLine();
        client.getOutputStream().write(SERVERS.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException gone) {
        // The next one is answered.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
