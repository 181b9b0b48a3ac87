package dev.tidalctl.state;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to. */
public final class HandClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-14T09:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass, or back when negative. */
  public void pass(Duration span) {
    now = now.plus(span);
  }
}
