package dev.tidalctl.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.state.Store.Write;
import dev.tidalctl.testing.ClosedPort;
import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.EtcdSpec;
import dev.tidalctl.topology.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of members that fail, each in its way. Two members; the first one fails. */
final class EtcdFailuresTest {
  private static final List<Write> WRITES = List.of(new Write.Put("k", "v", OptionalLong.empty()));
  private static final String HEADER = "{\"header\":{\"cluster_id\":\"1\",\"revision\":\"5\"}";
  private static final Auth.Basic AUTH =
      new Auth.Basic("ops", new Secret.InEnvironment("PASSWORD"));

  private final MockWebServer first = new MockWebServer();
  private final MockWebServer second = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    first.start(InetAddress.getLoopbackAddress(), 0);
    second.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void aMemberThatIsDownIsPassedOver() throws IOException {
    InetSocketAddress down =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), first.getPort());
    first.close();
    ClosedPort.await(down);
    second.enqueue(json(200, HEADER + ",\"succeeded\":true}"));

    assertEquals(new Reply.Ok<>(true), store().commit(List.of(), WRITES));
  }

  @Test
  void aMemberWithoutALeaderIsPassedOver() {
    first.enqueue(error(503, 14, "etcdserver: no leader"));
    second.enqueue(json(200, HEADER + "}"));

    assertEquals(new Reply.Ok<>(false), store().commit(List.of(), WRITES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etcdserver: request timed out",
        "etcdserver: request timed out, possibly due to previous leader failure",
        "etcdserver: leader changed",
        "context deadline exceeded"
      })
  void aWriteThatMayHaveBeenProposedIsNeverSentAgain(String message) {
    first.enqueue(error(503, 14, message));

    Reply.Unknown<?> unknown =
        assertInstanceOf(Reply.Unknown.class, store().commit(List.of(), WRITES));

    assertEquals("etcd: " + url(first) + " says '" + message + "'", unknown.why());
    assertEquals(0, second.getRequestCount());
  }

  @Test
  void aReadGoesOn() {
    first.enqueue(error(503, 14, "etcdserver: request timed out"));
    second.enqueue(json(200, HEADER + "}"));

    assertInstanceOf(Reply.Ok.class, store().read("x/"));
  }

  @Test
  void aWriteWithoutAnAnswerIsUnknownWithinItsLimit() {
    first.enqueue(stalling());
    long begun = System.nanoTime();

    assertInstanceOf(Reply.Unknown.class, store().commit(List.of(), WRITES));

    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos());
    assertEquals(0, second.getRequestCount());
  }

  @Test
  void aReadThatNobodyAnswersEndsWithinItsLimit() {
    first.enqueue(stalling());
    second.enqueue(stalling());
    long begun = System.nanoTime();

    assertInstanceOf(Reply.Unknown.class, store().read(""));

    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"header\":{},\"succeeded\":\"yes\"}", "null"})
  void whatEtcdWouldNotSayIsUnknown(String body) {
    first.enqueue(json(200, body));

    assertInstanceOf(Reply.Unknown.class, store().commit(List.of(), WRITES));
  }

  @Test
  void noSpaceLeftIsNoChange() {
    first.enqueue(error(429, 8, "etcdserver: mvcc: database space exceeded"));

    assertInstanceOf(Reply.Unreachable.class, store().commit(List.of(), WRITES));
  }

  @Test
  void aDeadLifetimeIsToldByALackingNumber() {
    first.enqueue(json(200, "{\"result\":" + HEADER + ",\"ID\":\"7\"}}\n"));

    assertInstanceOf(Reply.Refused.class, store().keepAlive(7));
  }

  @Test
  void aTokenIsGotOnceAndAgainWhenItIsDeclined() throws Exception {
    first.enqueue(json(200, HEADER + ",\"token\":\"one\"}"));
    first.enqueue(json(200, HEADER + "}"));
    first.enqueue(error(401, 16, "etcdserver: invalid auth token"));
    first.enqueue(json(200, HEADER + ",\"token\":\"two\"}"));
    first.enqueue(json(200, HEADER + ",\"succeeded\":true}"));
    EtcdStore store = store(Optional.of(AUTH), url(first), url(second));

    assertInstanceOf(Reply.Ok.class, store.read(""));
    assertEquals(new Reply.Ok<>(true), store.commit(List.of(), WRITES));

    assertEquals(
        "{\"name\":\"ops\",\"password\":\"s3cret\"}",
        java.util.Objects.requireNonNull(first.takeRequest().getBody()).utf8());
    assertEquals("one", authorization());
    assertEquals("one", authorization());
    assertEquals("null", authorization());
    assertEquals("two", authorization());
  }

  private String authorization() throws InterruptedException {
    return String.valueOf(first.takeRequest().getHeaders().get("Authorization"));
  }

  @Test
  void aPasswordIsNotSentInTheOpen() {
    URI far = URI.create("http://etcd-1.example:2379");

    Reply.Unreachable<?> refused =
        assertInstanceOf(
            Reply.Unreachable.class, store(Optional.of(AUTH), far).commit(List.of(), WRITES));

    assertEquals(
        "etcd: "
            + far
            + " was not asked: user ops with the environment variable PASSWORD is not sent over"
            + " plain http to another machine; use https",
        refused.why());
  }

  @Test
  void aWrongPasswordIsSaidSoAndNotShown() {
    first.enqueue(error(400, 3, "etcdserver: authentication failed, invalid user ID or password"));

    Reply.Unreachable<?> refused =
        assertInstanceOf(Reply.Unreachable.class, store(Optional.of(AUTH), url(first)).read(""));

    assertTrue(refused.why().contains("invalid user ID or password"), refused.why());
    assertTrue(!refused.why().contains("s3cret"), refused.why());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "with \"quotes\" and \\"})
  void aPasswordThatIsRepeatedIsNotShown(String password) {
    first.enqueue(error(400, 3, "no user with " + password.replaceAll("[\"\\\\]", "\\\\$0")));
    EtcdStore store =
        EtcdStore.connect(
            new EtcdSpec(List.of(url(first)), Optional.empty(), Optional.of(AUTH)),
            "/tidalctl/test/",
            Map.of("PASSWORD", password));

    assertEquals(
        "etcd: " + url(first) + " says 'no user with ***'",
        assertInstanceOf(Reply.Unreachable.class, store.read("")).why());
  }

  @Test
  void aTokenThatIsRepeatedIsNotShown() {
    first.enqueue(json(200, HEADER + ",\"token\":\"s3cret.token\"}"));
    first.enqueue(error(400, 3, "not with s3cret.token"));

    assertEquals(
        "etcd: " + url(first) + " says 'not with ***'",
        assertInstanceOf(Reply.Unreachable.class, store(Optional.of(AUTH), url(first)).read(""))
            .why());
  }

  @Test
  void patronisOwnKeysAreNotOurs() {
    EtcdSpec spec = new EtcdSpec(List.of(url(first)), Optional.empty(), Optional.empty());

    assertThrows(
        IllegalArgumentException.class, () -> EtcdStore.connect(spec, "/service/main/", Map.of()));
  }

  private EtcdStore store() {
    return store(Optional.empty(), url(first), url(second));
  }

  private static EtcdStore store(Optional<Auth.Basic> auth, URI... endpoints) {
    return EtcdStore.connect(
        new EtcdSpec(List.of(endpoints), Optional.empty(), auth),
        "/tidalctl/test/",
        Map.of("PASSWORD", "s3cret"));
  }

  private static URI url(MockWebServer server) {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  private static MockResponse stalling() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
  }

  private static MockResponse error(int status, int code, String message) {
    return json(
        status,
        "{\"error\":\"" + message + "\",\"code\":" + code + ",\"message\":\"" + message + "\"}");
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse(status, Headers.of("Content-Type", "application/json"), body);
  }
}
