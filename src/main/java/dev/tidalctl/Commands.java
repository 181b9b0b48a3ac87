package dev.tidalctl;

import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.state.SharedAttempts;
import dev.tidalctl.state.SharedAttempts.Claimant;
import dev.tidalctl.state.Store;
import dev.tidalctl.upgrade.SupervisedUpgrader;
import java.util.Optional;

/**
 * How the operator's commands are run.
 *
 * @param supervised runs them, each once among all that use its folder
 * @param shared tells those that use other folders, where they can go on with a run
 * @param desk this folder among all
 */
record Commands(SupervisedUpgrader supervised, Optional<Store> shared, Claimant desk)
    implements AutoCloseable {
  Upgrader upgrader() {
    return shared
        .<Upgrader>map(store -> new SharedAttempts(store, desk, supervised))
        .orElse(supervised);
  }

  void expectWork() {
    supervised.expectWork();
  }

  @Override
  public void close() {
    supervised.close();
    shared.ifPresent(Store::close);
  }
}
