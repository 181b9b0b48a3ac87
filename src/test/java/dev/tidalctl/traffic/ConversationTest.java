package dev.tidalctl.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation ends, whatever it waits for. */
@Timeout(30)
final class ConversationTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Conversation conversation = new Conversation();

  @Test
  void whatWasAnsweredIsReturnedAndConnectionsAreClosed() throws IOException {
    Socket socket = new Socket();

    assertEquals("yes", conversation.within(LONG, () -> "yes".concat(uses(socket))));
    assertTrue(socket.isClosed());
    assertFalse(conversation.spoken());
  }

  private String uses(Socket socket) throws IOException {
    return conversation.uses(socket).isClosed() ? "closed" : "";
  }

  @Test
  void whatFailsIsSaid() {
    assertEquals(
        "no",
        assertThrows(
                IOException.class,
                () ->
                    conversation.within(
                        LONG,
                        () -> {
                          throw new IOException("no");
                        }))
            .getMessage());
  }

  @Test
  void whoIsSilentIsHungUpOn() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Socket socket = new Socket();

      assertThrows(
          IOException.class,
          () ->
              conversation.within(
                  SHORT,
                  () -> {
                    conversation.uses(socket).connect(address(silent));
                    conversation.speaks();
                    return socket.getInputStream().read();
                  }));
      assertTrue(socket.isClosed());
      assertTrue(conversation.spoken());
    }
  }

  private static InetSocketAddress address(ServerSocket server) {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  @Test
  void whoComesTooLateSaysNothing() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    Socket socket = new Socket();

    assertThrows(
        IOException.class,
        () ->
            conversation.within(
                SHORT,
                () -> {
                  await(over);
                  assertThrows(IOException.class, conversation::speaks);
                  assertThrows(IOException.class, () -> conversation.uses(socket));
                  late.countDown();
                  return "";
                }));
    over.countDown();

    await(late);
    assertTrue(socket.isClosed());
    assertFalse(conversation.spoken());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(LONG.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
