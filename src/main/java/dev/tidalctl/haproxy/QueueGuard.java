package dev.tidalctl.haproxy;

import dev.tidalctl.traffic.guard.GuardDuty;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Entry point of the process that guards a queue: orders on standard input, words on the output.
 */
public final class QueueGuard {
  private QueueGuard() {}

  /** Takes the orders and carries them out. Orders that are not whole are none. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      QueueOrders orders;
      try {
        orders = QueueOrders.read(in);
      } catch (EOFException nobodyAsks) {
        return;
      }
      new GuardDuty(orders.queue(), orders.longest(), out).carryOut(in);
    }
  }
}
