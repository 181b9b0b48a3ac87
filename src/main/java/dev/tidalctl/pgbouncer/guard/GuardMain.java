package dev.tidalctl.pgbouncer.guard;

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
      new GuardDuty(orders, new GuardWords(out)).carryOut(new Leash(in));
    }
  }
}
