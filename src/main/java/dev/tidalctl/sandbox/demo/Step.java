package dev.tidalctl.sandbox.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What is done to the nodes under load. */
interface Step extends AutoCloseable {
  /**
   * What came of it.
   *
   * @param exitCode 0 when all was done as asked
   * @param report the document to show
   */
  record Result(int exitCode, ObjectNode report) {}

  /** Does it. */
  Result run() throws IOException, InterruptedException;

  /** Ends what is under way, from any thread. */
  @Override
  void close();
}
