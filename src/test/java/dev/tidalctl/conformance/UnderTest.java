package dev.tidalctl.conformance;

/** What a set of rules is about. */
interface UnderTest {
  /** The cluster at hand. */
  Bench bench();
}
