package dev.tidalctl.testing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A port that was just closed. A program that another test is about to start may hold the socket
 * for a moment more: until then it takes connections up, and resets them.
 */
public final class ClosedPort {
  private static final int TO_BE_TAKEN_UP = 100;

  private ClosedPort() {}

  /** Waits until nobody listens, for 10 s at most. */
  public static void await(SocketAddress address) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (isTakenUp(address) && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static boolean isTakenUp(SocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, TO_BE_TAKEN_UP);
      return true;
    } catch (ConnectException refused) {
      return false;
    } catch (SocketTimeoutException full) {
      return true;
    }
  }
}
