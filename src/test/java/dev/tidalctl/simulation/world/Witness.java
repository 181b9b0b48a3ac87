package dev.tidalctl.simulation.world;

/** Judges what happens in a world, while it happens. */
public interface Witness {
  /**
   * Something happens.
   *
   * @throws RuntimeException to end the world there and then
   */
  void saw(Occurrence occurrence, World world);

  /** A tool is about to call somebody, or has. */
  default void calling(Tool tool, boolean sent) {}

  /** A tool is about to write its journal, or has synced it. */
  default void writing(Tool tool, boolean synced) {}

  /**
   * An event of the queue has been carried out; what it changed has been seen already.
   *
   * @throws RuntimeException to end the world there and then
   */
  void passed(World world);
}
