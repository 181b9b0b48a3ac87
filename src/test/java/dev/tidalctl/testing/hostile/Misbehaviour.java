package dev.tidalctl.testing.hostile;

/** What a server does instead of serving. Texts are bytes as ISO 8859-1 has them. */
public sealed interface Misbehaviour {
  /** Nobody listens. */
  record Refuses() implements Misbehaviour {}

  /** The queue of connections is full, and nobody takes one from it. */
  record NeverAccepts() implements Misbehaviour {}

  /** The connection is made, and nothing is ever read from it. */
  record NeverReads() implements Misbehaviour {}

  /** The request is read, and nothing follows. */
  record NeverAnswers() implements Misbehaviour {}

  /**
   * The answer comes a byte a second.
   *
   * @param begin sent at once
   * @param rest sent slowly
   */
  record Drips(String begin, String rest) implements Misbehaviour {}

  /**
   * The request is read and answered with this.
   *
   * @param answer all of it
   * @param keeps the connection open, instead of closing it in order
   */
  record Answers(String answer, boolean keeps) implements Misbehaviour {}

  /**
   * The answer does not end, as far as anyone would read.
   *
   * @param begin sent once
   * @param again sent over and over, up to 10 GB
   */
  record Floods(String begin, String again) implements Misbehaviour {}

  /** The connection is reset when the first byte of a request arrives. */
  record ResetsMidRequest() implements Misbehaviour {}

  /** The request is read, and the connection is reset. */
  record ResetsAfterTheEffect() implements Misbehaviour {}

  /** The request is read, and the connection is closed in order. */
  record ClosesAfterTheEffect() implements Misbehaviour {}

  /** Connections that were promised to be kept are closed; on new ones all is well. */
  record DropsKeptConnections() implements Misbehaviour {}

  /** All is well. */
  record None() implements Misbehaviour {}
}
