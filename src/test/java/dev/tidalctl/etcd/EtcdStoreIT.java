package dev.tidalctl.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.state.Store;
import dev.tidalctl.state.Store.Write;
import dev.tidalctl.state.StoreContract;
import dev.tidalctl.topology.EtcdSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The store over Debian's etcd. {@code -Dgoldens.update} records what it answers. */
@Tag("debian")
final class EtcdStoreIT extends StoreContract {
  private static final List<String> RECORDED = new ArrayList<>();

  @TempDir private static Path folder;

  private static RealEtcd etcd;
  private RecordedGateway gateway;
  private EtcdStore store;
  private boolean kept;

  @BeforeAll
  static void start() {
    etcd = RealEtcd.start(folder, 1, "http");
    try (EtcdStore first = connect(etcd.endpoints().getFirst())) {
      etcd.await(() -> first.read("") instanceof Reply.Ok);
    }
  }

  @AfterAll
  static void end() throws IOException {
    if (etcd != null) {
      etcd.close();
    }
    if (System.getProperty("goldens.update") != null && !RECORDED.isEmpty()) {
      Files.createDirectories(RecordedGateway.FILE.getParent());
      Files.write(RecordedGateway.FILE, RECORDED);
    }
  }

  private static EtcdStore connect(java.net.URI endpoint) {
    return EtcdStore.connect(
        new EtcdSpec(List.of(endpoint), Optional.empty(), Optional.empty()),
        "/tidalctl/contract/",
        Map.of());
  }

  @BeforeEach
  void open(TestInfo test) {
    kept = test.getTestMethod().orElseThrow().getDeclaringClass() == StoreContract.class;
    gateway =
        RecordedGateway.before(
            etcd.endpoints().getFirst(), test.getTestMethod().orElseThrow().getName());
    store = connect(gateway.endpoint());
  }

  @AfterEach
  void close() {
    store.close();
    if (kept) {
      RECORDED.addAll(gateway.lines());
    }
    gateway.close();
  }

  @Override
  protected Store store() {
    return store;
  }

  /** Etcd goes by its own clock, and looks for what has ended twice a second. */
  @Override
  protected void pass(Duration span) {
    try {
      Thread.sleep(span);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void manyEntriesAreReadInPagesAsOfOneRevision() {
    int batches = 13;
    int each = 100;
    for (int batch = 0; batch < batches; batch++) {
      List<Write> writes = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        writes.add(
            new Write.Put("many/%04d".formatted(batch * each + i), "x", OptionalLong.empty()));
      }
      ok(store.commit(List.of(), writes));
    }

    Store.Contents contents = ok(store.read("many/"));

    assertEquals(batches * each, contents.entries().size());
    assertEquals("many/1299", contents.entries().lastKey());
  }
}
