package dev.tidalctl;

import dev.tidalctl.etcd.EtcdStore;
import dev.tidalctl.state.Store;
import dev.tidalctl.topology.ClusterFile;
import java.util.Map;
import java.util.Optional;

/** The store that operators on different machines share, if the cluster file names one. */
final class SharedStores {
  private SharedStores() {}

  /** Gets ready; contacts nobody. */
  static Optional<Store> of(ClusterFile file, Map<String, String> environment) {
    return file.state()
        .etcd()
        .map(etcd -> EtcdStore.connect(etcd, "/tidalctl/" + file.name() + "/", environment));
  }
}
