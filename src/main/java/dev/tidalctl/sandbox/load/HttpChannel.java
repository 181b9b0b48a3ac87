package dev.tidalctl.sandbox.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/** One connection of {@link HttpLoop}: idle, or with exactly one exchange on it. */
final class HttpChannel {
  private final SocketChannel socket;
  private final SelectionKey key;
  private Optional<Exchange> exchange = Optional.empty();
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private byte[] received = new byte[1024];
  private int size;
  private long started;
  private long idleSinceNanos;

  /** Starts connecting; {@link #start} may be called at once. */
  HttpChannel(InetSocketAddress address, Selector selector) throws IOException {
    socket = SocketChannel.open();
    try {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.connect(address);
      key = socket.register(selector, SelectionKey.OP_CONNECT, this);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The exchange that is under way. */
  Optional<Exchange> exchange() {
    return exchange;
  }

  /** How many exchanges were started on it, which numbers the one under way. */
  long started() {
    return started;
  }

  /** Since when it has been idle, as {@link System#nanoTime}; of no meaning while it is not. */
  long idleSinceNanos() {
    return idleSinceNanos;
  }

  /** Sends the request as soon as there is a connection. */
  void start(Exchange next) throws IOException {
    started++;
    exchange = Optional.of(next);
    unsent = next.request();
    size = 0;
    if (socket.isConnected()) {
      sendOn();
    }
  }

  /** Goes on with whatever the selector found possible; present once the answer is whole. */
  Optional<HttpAnswer> proceed(ByteBuffer scratch) throws IOException {
    if (key.isConnectable() && socket.finishConnect()) {
      sendOn();
    } else if (key.isWritable()) {
      sendOn();
    }
    return key.isReadable() ? receiveOn(scratch) : Optional.empty();
  }

  /** The exchange is over and the connection may take another. */
  void becomeIdle(long nowNanos) {
    exchange = Optional.empty();
    idleSinceNanos = nowNanos;
  }

  /** Ends the connection; what was under way on it gets no answer any more. */
  void close() {
    exchange = Optional.empty();
    try {
      socket.close();
    } catch (IOException ignored) {
      // Nothing more is read or sent here: a failed close harms nobody.
    }
  }

  private void sendOn() throws IOException {
    socket.write(unsent);
    key.interestOps(
        unsent.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  private Optional<HttpAnswer> receiveOn(ByteBuffer scratch) throws IOException {
    scratch.clear();
    if (socket.read(scratch) < 0) {
      throw new EOFException("the connection was closed before the answer");
    }
    if (exchange.isEmpty()) {
      throw new IOException("something came that was not asked for");
    }
    scratch.flip();
    int more = scratch.remaining();
    if (size + more > received.length) {
      received = Arrays.copyOf(received, Math.max(size + more, received.length * 2));
    }
    scratch.get(received, size, more);
    size += more;
    return HttpAnswer.parse(received, size);
  }
}
