package dev.tidalctl.sandbox.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * HTTP/1.1 exchanges with one server, any number at a time, all by the one thread that calls it.
 *
 * <p>It stands here instead of a library for two reasons: nothing in it can send a request a second
 * time, and at a thousand requests a second a general client with its threads takes more of the
 * processor than the cluster that is being measured.
 *
 * <ol>
 *   <li>A request goes out on the connection that was used last, or on a new one when none is idle.
 *   <li>A connection that has been idle for {@link #KEEP_IDLE} is dropped, long before a server
 *       would close it, so that no request meets a connection that is just being closed.
 *   <li>An exchange that reaches its deadline fails, and its connection with it.
 * </ol>
 */
final class HttpLoop implements AutoCloseable {
  private static final Duration KEEP_IDLE = Duration.ofSeconds(5);
  private static final int MOST_IDLE = 1024;

  private record Deadline(long nanos, HttpChannel channel, long exchange) {
    boolean open() {
      return channel.exchange().isPresent() && channel.started() == exchange;
    }
  }

  private final InetSocketAddress address;
  private final Selector selector;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 * 1024);
  private final Deque<HttpChannel> idle = new ArrayDeque<>();
  private final PriorityQueue<Deadline> deadlines =
      new PriorityQueue<>((one, other) -> Long.signum(one.nanos() - other.nanos()));
  private int outstanding;

  /** A loop for this server; nothing is connected yet. */
  HttpLoop(InetSocketAddress address) throws IOException {
    this.address = address;
    selector = Selector.open();
  }

  /** How many exchanges are under way. */
  int outstanding() {
    return outstanding;
  }

  /** Starts an exchange; never waits. One whose deadline is over fails without being sent. */
  void send(Exchange exchange) {
    if (System.nanoTime() - exchange.deadlineNanos() >= 0) {
      exchange.outcome().failed("not sent: the load itself was too late");
      return;
    }
    try {
      Optional<HttpChannel> kept = takeIdle();
      HttpChannel channel = kept.isPresent() ? kept.get() : new HttpChannel(address, selector);
      outstanding++;
      try {
        channel.start(exchange);
        deadlines.add(new Deadline(exchange.deadlineNanos(), channel, channel.started()));
      } catch (IOException e) {
        fail(channel, "could not be sent: " + e.getMessage());
      }
    } catch (IOException e) {
      exchange.outcome().failed("no connection: " + e.getMessage());
    }
  }

  /**
   * Serves the connections until this {@link System#nanoTime}, rounded up to a millisecond, or
   * until something happened on one, whichever is first.
   */
  void serveUntil(long nanos) throws IOException {
    long now = System.nanoTime();
    long until = nanos;
    Deadline earliest = deadlines.peek();
    if (earliest != null && earliest.nanos() - nanos < 0) {
      until = earliest.nanos();
    }
    long waitMs = Math.ceilDiv(until - now, 1_000_000L);
    if (waitMs > 0) {
      selector.select(this::proceed, waitMs);
    } else {
      selector.selectNow(this::proceed);
    }
    failOverdue();
  }

  /** Makes a {@link #serveUntil} under way, or else the next one, return at once; any thread. */
  void wakeUp() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      channelOf(key).close();
    }
    selector.close();
  }

  private void proceed(SelectionKey key) {
    HttpChannel channel = channelOf(key);
    try {
      Optional<HttpAnswer> answer = channel.proceed(scratch);
      if (answer.isPresent()) {
        finish(channel, answer.get());
      }
    } catch (IOException e) {
      fail(channel, "no answer: " + e.getMessage());
    }
  }

  private void finish(HttpChannel channel, HttpAnswer answer) {
    Optional<Exchange> finished = channel.exchange();
    if (answer.keepsOpen() && idle.size() < MOST_IDLE) {
      channel.becomeIdle(System.nanoTime());
      idle.addFirst(channel);
    } else {
      channel.close();
    }
    outstanding--;
    finished.ifPresent(exchange -> exchange.outcome().answered(answer));
  }

  private void fail(HttpChannel channel, String reason) {
    Optional<Exchange> failed = channel.exchange();
    channel.close();
    if (failed.isEmpty()) {
      idle.remove(channel);
      return;
    }
    outstanding--;
    failed.get().outcome().failed(reason);
  }

  private void failOverdue() {
    long now = System.nanoTime();
    while (!deadlines.isEmpty()
        && (!deadlines.element().open() || now - deadlines.element().nanos() >= 0)) {
      Deadline due = deadlines.remove();
      if (due.open()) {
        fail(due.channel(), "no answer in time");
      }
    }
  }

  private Optional<HttpChannel> takeIdle() {
    long now = System.nanoTime();
    while (!idle.isEmpty() && now - idle.getLast().idleSinceNanos() > KEEP_IDLE.toNanos()) {
      idle.removeLast().close();
    }
    return Optional.ofNullable(idle.pollFirst());
  }

  private static HttpChannel channelOf(SelectionKey key) {
    return (HttpChannel) key.attachment();
  }
}
