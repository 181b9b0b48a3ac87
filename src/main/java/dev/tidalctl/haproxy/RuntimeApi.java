package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HAProxy's runtime API: a line is sent on a new connection, and all is read until HAProxy ends
 * it. Finding the address, connecting and the exchange share one limit.
 */
final class RuntimeApi {
  /** For one exchange, in all. */
  static final Duration LIMIT = Duration.ofSeconds(1);

  /** The longest answer, in bytes: some thousands of servers. */
  static final int LONGEST = 8 << 20;

  private final HaproxyEndpoint endpoint;

  RuntimeApi(HaproxyEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Where it is. */
  HaproxyEndpoint endpoint() {
    return endpoint;
  }

  /** As the cluster file names it. */
  String name() {
    return switch (endpoint) {
      case HaproxyEndpoint.Tcp(HostPort(String host, int port)) ->
          (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
      case HaproxyEndpoint.UnixSocket(var socket) -> socket.toString();
    };
  }

  /**
   * Has a command carried out.
   *
   * @return {@code Ok} with its words, whatever they say; {@code Unknown} when it was sent and the
   *     answer did not come whole
   */
  Reply<String> ask(String command) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    List<SocketAddress> addresses;
    try {
      addresses = addresses(deadline);
    } catch (IOException e) {
      return new Reply.Unreachable<>(unreachable(e));
    }
    Reply<String> reply = new Reply.Unreachable<>(name() + " has no address");
    for (SocketAddress each : addresses) {
      reply = ask(each, command, deadline);
      if (!(reply instanceof Reply.Unreachable<String>)) {
        return reply;
      }
    }
    return reply;
  }

  private List<SocketAddress> addresses(long deadline) throws IOException {
    return switch (endpoint) {
      case HaproxyEndpoint.Tcp(HostPort(String host, int port)) -> resolved(host, port, deadline);
      case HaproxyEndpoint.UnixSocket(var socket) -> List.of(UnixDomainSocketAddress.of(socket));
    };
  }

  private static List<SocketAddress> resolved(String host, int port, long deadline)
      throws IOException {
    try {
      return List.of(new InetSocketAddress(InetAddress.ofLiteral(host), port));
    } catch (IllegalArgumentException name) {
      return lookedUp(host, port, deadline);
    }
  }

  /**
   * Name servers have limits of their own, longer than ours: a look-up that takes longer is left.
   */
  private static List<SocketAddress> lookedUp(String host, int port, long deadline)
      throws IOException {
    FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> InetAddress.getAllByName(host));
    Thread.startVirtualThread(lookUp);
    try {
      List<SocketAddress> addresses = new ArrayList<>();
      for (InetAddress each : lookUp.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        addresses.add(new InetSocketAddress(each, port));
      }
      return addresses;
    } catch (TimeoutException e) {
      throw new IOException("its address was not found in time", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownHostException
          ? new IOException("no address is known for " + host, e)
          : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Reply<String> ask(SocketAddress address, String command, long deadline) {
    boolean sent = false;
    try (SocketChannel channel = open(address);
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address)) {
        await(selector, deadline);
        channel.finishConnect();
      }
      key.interestOps(SelectionKey.OP_WRITE);
      ByteBuffer line = StandardCharsets.US_ASCII.encode(command + "\n");
      sent = true;
      while (line.hasRemaining()) {
        await(selector, deadline);
        channel.write(line);
      }
      key.interestOps(SelectionKey.OP_READ);
      return new Reply.Ok<>(read(channel, selector, deadline));
    } catch (IOException e) {
      return sent
          ? new Reply.Unknown<>(
              "HAProxy " + name() + " did not answer '" + command + "': " + words(e))
          : new Reply.Unreachable<>(unreachable(e));
    }
  }

  private SocketChannel open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private static String read(SocketChannel channel, Selector selector, long deadline)
      throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate(16 << 10);
    while (true) {
      await(selector, deadline);
      if (channel.read(chunk.clear()) < 0) {
        return answer.toString(StandardCharsets.UTF_8);
      }
      answer.write(chunk.array(), 0, chunk.position());
      if (answer.size() > LONGEST) {
        throw new IOException("it answers more than 8 MiB");
      }
    }
  }

  private static void await(Selector selector, long deadline) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0 || selector.select(left) == 0) {
      throw new IOException("no answer within " + LIMIT.toSeconds() + " s");
    }
    selector.selectedKeys().clear();
  }

  private String unreachable(IOException e) {
    return "HAProxy " + name() + " can't be reached: " + words(e);
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
