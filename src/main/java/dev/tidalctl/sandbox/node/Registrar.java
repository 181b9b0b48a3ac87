package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a node known to the control plane for as long as it lives: registers at the start, and
 * again whenever the control plane has not asked for a while, because it may have been restarted.
 */
final class Registrar implements AutoCloseable {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final Duration UNASKED = Duration.ofSeconds(1);

  private final HttpPeer control;
  private final NodeStatus status;
  private final Governing governing;
  private final Faults faults;
  private volatile boolean closed;
  private volatile long lastAsked = System.nanoTime();

  Registrar(HttpPeer control, NodeStatus status, Governing governing, Faults faults) {
    this.control = control;
    this.status = status;
    this.governing = governing;
    this.faults = faults;
  }

  /** Takes up an assignment that came as the answer. */
  @FunctionalInterface
  interface Governing {
    /** Does so; returns once it is in effect. */
    void takeUp(Assignment assignment) throws InterruptedException;
  }

  /** Notes that the control plane has asked just now. */
  void asked() {
    lastAsked = System.nanoTime();
  }

  /** Starts registering. */
  void start() {
    Thread.ofPlatform().daemon().name("registrar").start(this::run);
  }

  @Override
  public void close() {
    closed = true;
    control.close();
  }

  private void run() {
    try {
      boolean registered = false;
      while (!closed) {
        long unasked = System.nanoTime() - lastAsked;
        if (!registered || unasked > UNASKED.toNanos()) {
          registered = !faults.isCut() && register();
        }
        TimeUnit.NANOSECONDS.sleep((registered ? UNASKED : RETRY).toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean register() throws InterruptedException {
    try {
      Reply reply = control.post("/internal/register", status.document(), CALL_LIMIT);
      if (!reply.isSuccess()) {
        System.err.println("not registered: " + reply.text());
        return false;
      }
      governing.takeUp(Assignment.from(reply.document()));
      asked();
      return true;
    } catch (IOException e) {
      return false; // the control plane is away; it is asked again soon
    }
  }
}
