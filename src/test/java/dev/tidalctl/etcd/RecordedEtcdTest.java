package dev.tidalctl.etcd;

import dev.tidalctl.state.Store;
import dev.tidalctl.state.StoreContract;
import dev.tidalctl.topology.EtcdSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** The store over answers that etcd 3.4 once gave: what EtcdStoreIT records. */
final class RecordedEtcdTest extends StoreContract {
  private RecordedGateway gateway;
  private EtcdStore store;

  @BeforeEach
  void open(TestInfo test) {
    gateway = RecordedGateway.replaying(test.getTestMethod().orElseThrow().getName());
    store =
        EtcdStore.connect(
            new EtcdSpec(List.of(gateway.endpoint()), Optional.empty(), Optional.empty()),
            "/tidalctl/contract/",
            Map.of());
  }

  @AfterEach
  void close() {
    store.close();
    gateway.close();
  }

  @Override
  protected Store store() {
    return store;
  }

  /** Time passed when it was recorded. */
  @Override
  protected void pass(Duration span) {}
}
