package dev.tidalctl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in a file. */
final class FileStoreTest extends StoreContract {
  private final HandClock clock = new HandClock();

  @TempDir Path temp;

  @Override
  protected Store store() {
    return new FileStore(temp.resolve("cluster"), clock);
  }

  @Override
  protected void pass(Duration span) {
    clock.pass(span);
  }

  @Test
  void onlyItsOwnerMayLookAtIt() throws IOException {
    put("a", "1");

    assertEquals("rwx------", permissions("cluster"));
    assertEquals("rw-------", permissions("cluster/shared-state"));
    assertEquals("rw-------", permissions("cluster/shared-state.lock"));
  }

  @Test
  void whatWasNeverPutInItsPlaceIsNotThere() throws IOException {
    put("a", "1");
    Files.writeString(temp.resolve("cluster/shared-state.new"), "torn");

    assertEquals(Set.of("a"), ok(store().read("")).entries().keySet());
    put("b", "2");
    assertEquals(Set.of("a", "b"), ok(store().read("")).entries().keySet());
  }

  @Test
  void anyDamageIsRefusedByName() throws IOException {
    put("a", "1");
    Path file = temp.resolve("cluster/shared-state");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Files.write(file, damaged);
      Reply.Unreachable<?> refused =
          assertInstanceOf(Reply.Unreachable.class, store().read(""), "byte " + at);
      assertTrue(refused.why().startsWith(file + " can't be used: "), refused.why());
    }
  }

  @Test
  void aClockSetBackMakesNothingImmortal() {
    long lifetime = ok(store().grant(Duration.ofSeconds(15)));
    clock.pass(Duration.ofHours(-1));

    assertInstanceOf(Reply.Refused.class, store().keepAlive(lifetime));
  }

  @Test
  void manyAtOnceLoseNothing() throws Exception {
    put("count", "0");
    int writers = 4;
    int each = 25;
    try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        Store mine = store();
        all.add(pool.submit(() -> count(mine, each)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }

    assertEquals(
        Integer.toString(writers * each),
        Objects.requireNonNull(ok(store().read("count")).entries().get("count")).text());
  }

  private static void count(Store store, int times) {
    int done = 0;
    while (done < times) {
      Store.Entry now = Objects.requireNonNull(ok(store.read("count")).entries().get("count"));
      String next = Integer.toString(Integer.parseInt(now.text()) + 1);
      done +=
          ok(
                  store.commit(
                      List.of(new Condition.ModifiedAt("count", now.modified())),
                      List.of(new Write.Put("count", next, OptionalLong.empty()))))
              ? 1
              : 0;
    }
  }

  private void put(String key, String text) {
    ok(store().commit(List.of(), List.of(new Write.Put(key, text, OptionalLong.empty()))));
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(path)));
  }
}
