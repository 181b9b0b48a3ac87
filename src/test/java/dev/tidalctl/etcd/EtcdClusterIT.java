package dev.tidalctl.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.port.RunArchive.OpenJournal;
import dev.tidalctl.core.port.RunArchive.Opening;
import dev.tidalctl.journal.StoreArchive;
import dev.tidalctl.state.Store.Write;
import dev.tidalctl.state.StoredState;
import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.EtcdSpec;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's etcd with members that die, with users, and with certificates. */
@Tag("debian")
final class EtcdClusterIT {
  /** Twice what the gateway takes at most: one member's answer after all its patience. */
  private static final Duration LIMIT = Duration.ofSeconds(9);

  private static final RunId RUN = new RunId("run-1");

  @TempDir Path folder;

  @Test
  void oneOfThreeMembersMayDieAndTwoMayNot() {
    try (RealEtcd etcd = RealEtcd.start(folder, 3, "http");
        EtcdStore store = connect(etcd.endpoints(), Optional.empty(), Optional.empty())) {
      StoredState state = new StoredState(store, InstantSource.system());
      etcd.await(() -> store.read("") instanceof Reply.Ok);
      long token = ok(take(state, "nonce")).token();
      OpenJournal journal = opened(new StoreArchive(store, "host").begin(RUN));

      etcd.kill(0);
      etcd.await(() -> state.lease().renew(token) instanceof Reply.Ok);
      assertEquals(token, ok(take(state, "nonce")).token());
      assertEquals(
          Refusal.Code.LEASE_HELD,
          assertInstanceOf(Reply.Refused.class, take(state, "other")).refusal().code());

      etcd.kill(1);
      long begun = System.nanoTime();
      Reply<Boolean> commit =
          store.commit(List.of(), List.of(new Write.Put("x", "y", OptionalLong.empty())));
      assertTrue(
          commit instanceof Reply.Unknown || commit instanceof Reply.Unreachable,
          commit.toString());
      assertTrue(System.nanoTime() - begun < LIMIT.toNanos());
      begun = System.nanoTime();
      Reply<?> look = state.look();
      assertTrue(look instanceof Reply.Unknown || look instanceof Reply.Unreachable, look + "");
      assertTrue(System.nanoTime() - begun < LIMIT.toNanos());
      journal.close();
    }
  }

  @Test
  void noMemberIsThere() throws IOException {
    try (EtcdStore store =
        connect(List.of(URI.create("http://127.0.0.1:1")), Optional.empty(), Optional.empty())) {
      Reply.Unreachable<?> reply = assertInstanceOf(Reply.Unreachable.class, store.read(""));
      assertTrue(reply.why().startsWith("etcd: http://127.0.0.1:1: no connection"), reply.why());
    }
  }

  @Test
  void usersAndPasswords() throws Exception {
    try (RealEtcd etcd = RealEtcd.start(folder, 1, "http", "--auth-token", "simple")) {
      URI endpoint = etcd.endpoints().getFirst();
      try (EtcdStore open = connect(etcd.endpoints(), Optional.empty(), Optional.empty())) {
        etcd.await(() -> open.read("") instanceof Reply.Ok);
        post(endpoint, "/v3/auth/user/add", "{\"name\":\"root\",\"password\":\"root pw\"}");
        post(endpoint, "/v3/auth/role/add", "{\"name\":\"root\"}");
        post(endpoint, "/v3/auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}");
        post(endpoint, "/v3/auth/enable", "{}");

        Reply.Unreachable<?> declined = assertInstanceOf(Reply.Unreachable.class, open.read(""));
        assertTrue(declined.why().contains("user name is empty"), declined.why());
      }
      Path file = secret("root pw\n");
      Auth.Basic auth = new Auth.Basic("root", new Secret.InFile(file));
      try (EtcdStore store = connect(etcd.endpoints(), Optional.empty(), Optional.of(auth))) {
        assertEquals(
            true,
            ok(store.commit(List.of(), List.of(new Write.Put("a", "1", OptionalLong.empty())))));
        // Whatever is changed about users makes older tokens useless.
        JsonNode token =
            post(endpoint, "/v3/auth/authenticate", "{\"name\":\"root\",\"password\":\"root pw\"}");
        post(
            endpoint,
            "/v3/auth/user/changepw",
            "{\"name\":\"root\",\"password\":\"new pw\"}",
            token.path("token").asText());
        Files.writeString(file, "new pw\n");
        assertEquals("1", Objects.requireNonNull(ok(store.read("")).entries().get("a")).text());
        long lifetime = ok(store.grant(Duration.ofSeconds(5)));
        assertEquals(Duration.ofSeconds(5), ok(store.keepAlive(lifetime)));
      }
      Files.writeString(file, "wrong\n");
      try (EtcdStore store = connect(etcd.endpoints(), Optional.empty(), Optional.of(auth))) {
        Reply.Unreachable<?> declined = assertInstanceOf(Reply.Unreachable.class, store.read(""));
        assertTrue(declined.why().contains("invalid user ID or password"), declined.why());
      }
    }
  }

  @Test
  void certificates() throws IOException {
    try (RealEtcd etcd =
        RealEtcd.start(
            folder,
            1,
            "https",
            "--cert-file",
            pem("server.pem").toString(),
            "--key-file",
            pem("server.key").toString())) {
      Tls right = new Tls(Optional.of(pem("ca.pem")), Optional.empty());
      try (EtcdStore store = connect(etcd.endpoints(), Optional.of(right), Optional.empty())) {
        etcd.await(() -> store.read("") instanceof Reply.Ok);
      }
      Tls wrong = new Tls(Optional.of(pem("other-ca.pem")), Optional.empty());
      try (EtcdStore store = connect(etcd.endpoints(), Optional.of(wrong), Optional.empty())) {
        Reply.Unreachable<?> declined = assertInstanceOf(Reply.Unreachable.class, store.read(""));
        assertTrue(
            declined.why().contains("its certificate CN=server is not signed by a trusted"),
            declined.why());
      }
    }
  }

  private static Reply<LeaseGrant> take(StoredState state, String nonce) {
    return state
        .lease()
        .take(
            new Identity("anna", "host", RUN, RunKind.ROLL),
            Optional.empty(),
            nonce,
            Optional.empty());
  }

  private static EtcdStore connect(
      List<URI> endpoints, Optional<Tls> tls, Optional<Auth.Basic> auth) {
    return EtcdStore.connect(new EtcdSpec(endpoints, tls, auth), "/tidalctl/test/", Map.of());
  }

  private static OpenJournal opened(Opening opening) {
    return assertInstanceOf(Opening.Opened.class, opening).journal();
  }

  private static <T> T ok(Reply<T> reply) {
    if (reply instanceof Reply.Ok<T>(T value)) {
      return value;
    }
    throw new AssertionError("not Ok: " + reply);
  }

  private Path secret(String text) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve("password"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }

  private Path pem(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (var in =
        Objects.requireNonNull(
            EtcdClusterIT.class.getResourceAsStream("/dev/tidalctl/http/" + name), name)) {
      Files.write(copy, in.readAllBytes());
    }
    return Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
  }

  private static JsonNode post(URI endpoint, String path, String body, String... token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (token.length > 0) {
      request.header("Authorization", token[0]);
    }
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), path + ": " + response.body());
    return Exchange.json(response.body());
  }
}
