package dev.tidalctl.state;

import java.time.Duration;

/** That the store which other tests lean on is one. */
final class MemoryStoreTest extends StoreContract {
  private final HandClock clock = new HandClock();
  private final MemoryStore store = new MemoryStore(clock);

  @Override
  protected Store store() {
    return store;
  }

  @Override
  protected void pass(Duration span) {
    clock.pass(span);
  }
}
