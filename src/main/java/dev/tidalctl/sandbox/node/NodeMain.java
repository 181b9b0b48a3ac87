package dev.tidalctl.sandbox.node;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The main class of a node process. */
public final class NodeMain {
  private NodeMain() {}

  /**
   * Runs a node until the process is ended.
   *
   * @param args directory, shard, name, version, control plane's URL, retention cap
   * @throws IOException when the log is damaged, or no port can be bound
   */
  public static void main(String[] args) throws IOException {
    NodeOptions options =
        new NodeOptions(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            args[2],
            args[3],
            URI.create(args[4]),
            Long.parseLong(args[5]));
    Node node = Node.start(options);
    System.out.println(options.name() + " " + options.version() + " answers at " + node.url());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node), "end"));
  }

  private static void end(Node node) {
    try {
      node.close();
    } catch (IOException e) {
      System.err.println("ended, but not cleanly: " + e.getMessage());
    }
  }
}
