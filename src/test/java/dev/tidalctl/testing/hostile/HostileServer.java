package dev.tidalctl.testing.hostile;

import dev.tidalctl.testing.ClosedPort;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A control plane on raw sockets that serves until it is told to misbehave, and keeps every request
 * that arrived whole.
 *
 * <p>It has a loopback address of its own: thousands of connections that ended a moment ago are
 * still known to the kernel, and one to the same address and port could be mistaken for them.
 */
public final class HostileServer implements AutoCloseable {
  private static final AtomicInteger ADDRESSES =
      new AtomicInteger((int) ProcessHandle.current().pid() << 12);
  private static final int TO_BE_TAKEN_UP = 10_000;
  private static final int NOT_TAKEN_UP = 500;
  private static final int SURELY_FULL = 2;
  private static final long TEN_GIGABYTES = 10_000_000_000L;

  /** Those who come at once: whom the kernel turns away comes again only after a second. */
  private static final int QUEUE = 8;

  private final Duration leaseLife;
  private final ServerSocket listener;
  private final Thread accepting;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Collection<Socket> connections = new ConcurrentLinkedQueue<>();
  private final Collection<Received> received = new ConcurrentLinkedQueue<>();
  private final List<Socket> barriers = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private volatile Predicate<Received> spared = request -> true;
  private volatile Misbehaviour misbehaviour = new Misbehaviour.None();

  /** Serves at a free port of the loopback address. */
  public HostileServer() throws IOException {
    this(Duration.ofSeconds(15));
  }

  /**
   * Serves at a free port of the loopback address.
   *
   * @param leaseLife of the leases that it grants
   */
  public HostileServer(Duration leaseLife) throws IOException {
    this.leaseLife = leaseLife;
    listener = new ServerSocket();
    listener.bind(new InetSocketAddress(addressOfItsOwn(), 0), QUEUE);
    accepting = Thread.ofVirtual().start(this::accept);
  }

  /** Where it is. */
  public URI endpoint() {
    return URI.create(
        "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort());
  }

  /** From now on it misbehaves so, to everybody. */
  public HostileServer turn(Misbehaviour to) throws IOException {
    return turn(to, request -> false);
  }

  /**
   * From now on it misbehaves so.
   *
   * @param except requests that are served all the same, where it reads any
   */
  public HostileServer turn(Misbehaviour to, Predicate<Received> except) throws IOException {
    spared = except;
    misbehaviour = to;
    switch (to) {
      case Misbehaviour.Refuses refuses -> {
        stopListening();
        dropAll();
        ClosedPort.await(listener.getLocalSocketAddress());
      }
      case Misbehaviour.NeverAccepts never -> {
        dropAll();
        if (!connect(TO_BE_TAKEN_UP)) {
          throw new IOException("nobody accepts, too early");
        }
        awaitNoMoreAccepting();
        fillTheQueue();
      }
      case Misbehaviour.DropsKeptConnections drops -> dropAll();
      case Misbehaviour.NeverReads n -> {}
      case Misbehaviour.NeverAnswers n -> {}
      case Misbehaviour.Drips d -> {}
      case Misbehaviour.Answers a -> {}
      case Misbehaviour.Floods f -> {}
      case Misbehaviour.ResetsMidRequest r -> {}
      case Misbehaviour.ResetsAfterTheEffect r -> {}
      case Misbehaviour.ClosesAfterTheEffect c -> {}
      case Misbehaviour.None n -> {}
    }
    return this;
  }

  /** All requests that arrived whole, in order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** How many bytes it got rid of in floods. */
  public long flooded() {
    return sent.get();
  }

  private void accept() {
    while (true) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        if (misbehaviour instanceof Misbehaviour.NeverAccepts) {
          return;
        }
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException over) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (one(connection, in)) {
        // The connection is kept.
      }
    } catch (IOException gone) {
      // The client went away, which is its right.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Serves or mistreats one request; whether there may be another. */
  private boolean one(Socket connection, InputStream in) throws IOException, InterruptedException {
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    if (misbehaviour instanceof Misbehaviour.NeverReads) {
      return holds();
    }
    if (misbehaviour instanceof Misbehaviour.ResetsMidRequest) {
      connection.setOption(StandardSocketOptions.SO_LINGER, 0);
      return false;
    }
    Optional<Received> request = Received.next(in);
    if (request.isEmpty()) {
      return false;
    }
    received.add(request.get());
    OutputStream out = connection.getOutputStream();
    if (spared.test(request.get())) {
      return sound(out, request.get());
    }
    return switch (misbehaviour) {
      case Misbehaviour.Drips(String begin, String rest) -> {
        out.write(Received.bytes(begin));
        for (byte slow : Received.bytes(rest)) {
          out.write(slow);
          if (closed.await(1, TimeUnit.SECONDS)) {
            break;
          }
        }
        yield false;
      }
      case Misbehaviour.Answers(String answer, boolean keeps) -> {
        out.write(Received.bytes(answer));
        yield keeps;
      }
      case Misbehaviour.Floods(String begin, String again) -> {
        out.write(Received.bytes(begin));
        byte[] wave = Received.bytes(again);
        while (sent.addAndGet(wave.length) < TEN_GIGABYTES) {
          out.write(wave);
        }
        yield false;
      }
      case Misbehaviour.ResetsAfterTheEffect r -> {
        connection.setOption(StandardSocketOptions.SO_LINGER, 0);
        yield false;
      }
      case Misbehaviour.NeverAnswers n -> holds();
      case Misbehaviour.ClosesAfterTheEffect c -> false;
      case Misbehaviour.DropsKeptConnections d -> sound(out, request.get());
      case Misbehaviour.None n -> sound(out, request.get());
      case Misbehaviour.Refuses r -> false;
      case Misbehaviour.NeverAccepts n -> false;
      case Misbehaviour.NeverReads n -> false;
      case Misbehaviour.ResetsMidRequest r -> false;
    };
  }

  private boolean holds() throws InterruptedException {
    return !closed.await(1, TimeUnit.MINUTES);
  }

  private boolean sound(OutputStream out, Received request) throws IOException {
    out.write(Received.bytes(SoundApi.answer(request, leaseLife)));
    return true;
  }

  private void fillTheQueue() throws IOException {
    for (int inVain = 0; inVain < SURELY_FULL; ) {
      inVain = connect(NOT_TAKEN_UP) ? 0 : inVain + 1;
    }
  }

  /** Whether the kernel took up one more connection in so many milliseconds. */
  private boolean connect(int limit) throws IOException {
    Socket idle = new Socket();
    barriers.add(idle);
    try {
      idle.connect(listener.getLocalSocketAddress(), limit);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  private static InetAddress addressOfItsOwn() throws IOException {
    int next = ADDRESSES.incrementAndGet();
    return InetAddress.getByAddress(
        new byte[] {127, (byte) (64 | ((next >> 16) & 63)), (byte) (next >> 8), (byte) next});
  }

  /** Returns when the port is free. */
  private void stopListening() throws IOException {
    listener.close();
    awaitNoMoreAccepting();
  }

  private void awaitNoMoreAccepting() {
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void dropAll() throws IOException {
    for (Socket connection : connections) {
      connection.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    stopListening();
    dropAll();
    for (Socket barrier : barriers) {
      barrier.close();
    }
  }
}
