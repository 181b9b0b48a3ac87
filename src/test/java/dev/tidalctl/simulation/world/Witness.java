package dev.tidalctl.simulation.world;

/** Judges what happens in a world, while it happens. */
@FunctionalInterface
public interface Witness {
  /**
   * Something happens.
   *
   * @throws RuntimeException to end the world there and then
   */
  void saw(Occurrence occurrence, World world);
}
