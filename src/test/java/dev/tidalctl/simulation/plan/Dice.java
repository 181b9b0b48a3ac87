package dev.tidalctl.simulation.plan;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What is drawn from a seed. */
final class Dice {
  private final RandomGenerator random;

  Dice(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed ^ 0x51_4D_75_6C);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  int of(int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
