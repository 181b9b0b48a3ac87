package dev.tidalctl.http;

import okhttp3.Call;
import okhttp3.EventListener;

/** Notes whether the first byte of a request may have left. Until then nobody can act on it. */
final class Departure extends EventListener {
  private volatile boolean begun;

  @Override
  public void requestHeadersStart(Call call) {
    begun = true;
  }

  boolean begun() {
    return begun;
  }
}
