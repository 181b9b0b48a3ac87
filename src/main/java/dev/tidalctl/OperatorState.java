package dev.tidalctl;

import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.etcd.EtcdStore;
import dev.tidalctl.journal.FileArchive;
import dev.tidalctl.journal.StoreArchive;
import dev.tidalctl.state.FileStore;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.state.Store;
import dev.tidalctl.state.StoredState;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.EtcdSpec;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What a cluster file says of where operators keep what they share. Opens nothing yet. */
final class OperatorState {
  private final ClusterFile file;
  private final Map<String, String> environment;
  private final String hostName;

  /**
   * For one cluster.
   *
   * @param file of it
   * @param environment the environment variables
   * @param hostName this machine's name
   */
  OperatorState(ClusterFile file, Map<String, String> environment, String hostName) {
    this.file = file;
    this.environment = Map.copyOf(environment);
    this.hostName = hostName;
  }

  /** The journals: in etcd where the file names one, else in the state folder. */
  RunArchive archive() {
    return etcd()
        .<RunArchive>map(store -> new StoreArchive(store, hostName))
        .orElseGet(() -> new FileArchive(file.state().dir(), file.name()));
  }

  /**
   * The lease, marks and notes, for a driver whose control plane keeps none: in etcd, or on this
   * machine where the file accepts that; empty where it names neither, and nothing may be changed.
   */
  Optional<SharedState> shared() {
    InstantSource clock = InstantSource.system();
    Optional<Store> onThisMachine =
        file.state().thisMachine()
            ? Optional.of(new FileStore(file.state().dir().resolve(file.name()), clock))
            : Optional.empty();
    return etcd().or(() -> onThisMachine).map(store -> new StoredState(store, clock));
  }

  /** What is kept in etcd, where the file names one. */
  Optional<Store> etcd() {
    return file.state().etcd().map(this::connect);
  }

  private Store connect(EtcdSpec spec) {
    return EtcdStore.connect(spec, "/tidalctl/" + file.name() + "/", environment);
  }
}
