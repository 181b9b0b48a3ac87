package dev.tidalctl.cli;

import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import java.util.Optional;

/** Journals of which nothing can be seen. */
final class SilentArchive implements RunArchive {
  private static final String WHY = "etcd is silent";
  private static final String REMEDY = "see that it can be reached, then try again";

  @Override
  public Listing runs() {
    return new Listing.Unreadable(WHY, REMEDY);
  }

  @Override
  public Reading read(RunId run) {
    return new Reading.Unreadable(WHY, REMEDY);
  }

  @Override
  public Optional<String> otherClusterOf(RunId run) {
    return Optional.empty();
  }

  @Override
  public Opening begin(RunId run) {
    return new Opening.Failed(WHY, REMEDY);
  }

  @Override
  public Opening reopen(RunId run) {
    return new Opening.Failed(WHY, REMEDY);
  }
}
