package dev.tidalctl.sandbox.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** What is done to the nodes under load. */
interface Step extends AutoCloseable {
  /**
   * What came of it.
   *
   * @param exitCode 0 when all was done as asked
   * @param report the document to show
   * @param order the nodes in the order in which they were taken out of service
   */
  record Result(int exitCode, ObjectNode report, List<String> order) {}

  /** Does it. */
  Result run() throws IOException, InterruptedException;

  /** Ends what is under way, from any thread. */
  @Override
  void close();
}
