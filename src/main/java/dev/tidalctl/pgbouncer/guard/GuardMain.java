package dev.tidalctl.pgbouncer.guard;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.pgbouncer.console.Poolers;
import dev.tidalctl.traffic.guard.GuardDuty;
import dev.tidalctl.traffic.guard.Holding;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Entry point of the guard process: orders on standard input, words on the output. */
public final class GuardMain {
  private GuardMain() {}

  /** Takes the orders and carries them out. Orders that are not whole are none. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      Orders orders;
      try {
        orders = Orders.read(in);
      } catch (EOFException nobodyAsks) {
        return;
      }
      Poolers poolers = orders.poolers();
      Holding holding =
          new Holding() {
            @Override
            public Reply<Done> hold() {
              return poolers.pause(orders.pauseLimit());
            }

            @Override
            public Reply<Done> letGo() {
              return poolers.resume();
            }
          };
      new GuardDuty(holding, orders.maxPause(), out).carryOut(in);
    }
  }
}
