package dev.tidalctl.simulation.broken;

/**
 * A change of one line of the shipped sources that breaks a promise.
 *
 * @param name what is wrong with it
 * @param seed a seed that was seen to catch it
 * @param source the class, below the core
 * @param line what stands there; exactly once
 * @param instead what stands there instead
 */
record Variant(String name, long seed, String source, String line, String instead) {
  @Override
  public String toString() {
    return name;
  }
}
