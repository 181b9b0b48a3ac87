package dev.tidalctl.etcd;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.state.Store;
import dev.tidalctl.topology.EtcdSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A store in etcd v3, under one prefix. A lifetime is a lease of etcd's: after a change of etcd's
 * own leader it may live longer by its time to live, never shorter.
 *
 * <ol>
 *   <li>A read asks for at most {@value #PAGE} entries at a time, the later ones as of the revision
 *       of the first; it is linearizable.
 *   <li>A commit is one transaction, sent once.
 *   <li>A lifetime that may have been granted unheard runs out by itself: another is asked for.
 *   <li>Prolonging and ending a lifetime may be asked for twice.
 * </ol>
 */
public final class EtcdStore implements Store {
  private static final int PAGE = 500;

  private final String prefix;
  private final Gateway gateway;

  private EtcdStore(String prefix, Gateway gateway) {
    this.prefix = prefix;
    this.gateway = gateway;
  }

  /**
   * Gets ready; opens nothing yet, neither files nor sockets.
   *
   * @param spec where etcd is
   * @param prefix put before every key; begins and ends with a slash, and is not within {@code
   *     /service/}, where Patroni keeps its own
   * @param environment where a password's variable is looked up
   */
  public static EtcdStore connect(EtcdSpec spec, String prefix, Map<String, String> environment) {
    if (!prefix.matches("/.+/") || prefix.startsWith("/service/")) {
      throw new IllegalArgumentException("no prefix for keys of ours: " + prefix);
    }
    return new EtcdStore(prefix, new Gateway(spec, environment));
  }

  @Override
  public Reply<Contents> read(String below) {
    byte[] first = (prefix + below).getBytes(StandardCharsets.UTF_8);
    byte[] end = Bodies.endOf(first);
    SortedMap<String, Entry> entries = new TreeMap<>();
    byte[] from = first;
    OptionalLong revision = OptionalLong.empty();
    while (true) {
      Reply<Page> reply =
          gateway.repeatable("/v3/kv/range", Bodies.range(from, end, revision, PAGE), this::page);
      if (!(reply instanceof Reply.Ok<Page>(Page page))) {
        return unread(reply);
      }
      revision = revision.isPresent() ? revision : OptionalLong.of(page.revision());
      entries.putAll(page.entries());
      if (!page.more() || page.entries().isEmpty()) {
        return new Reply.Ok<>(new Contents(revision.getAsLong(), entries));
      }
      from = (prefix + page.entries().lastKey() + "\0").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A part of what is read. */
  private record Page(long revision, SortedMap<String, Entry> entries, boolean more) {}

  private Page page(Fields body) throws MalformedAnswer {
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (Fields kv : body.objects("kvs")) {
      String key = kv.text("key");
      if (!key.startsWith(prefix)) {
        throw new MalformedAnswer("it answered with a key that was not asked for");
      }
      long lease = kv.number("lease");
      entries.put(
          key.substring(prefix.length()),
          new Entry(
              kv.text("value"),
              kv.positive("create_revision"),
              kv.positive("mod_revision"),
              lease == 0 ? OptionalLong.empty() : OptionalLong.of(lease)));
    }
    return new Page(body.object("header").positive("revision"), entries, body.truth("more"));
  }

  private static Reply<Contents> unread(Reply<Page> reply) {
    return switch (reply) {
      case Reply.Refused<Page>(Refusal refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<Page>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<Page>(String why) -> new Reply.Unknown<>(why);
      case Reply.Ok<Page> ok -> throw new IllegalStateException("a page is no failure");
    };
  }

  @Override
  public Reply<Boolean> commit(List<Condition> conditions, List<Write> writes) {
    return gateway.once(
        "/v3/kv/txn",
        Bodies.transaction(prefix, conditions, writes),
        body -> {
          body.object("header");
          return body.truth("succeeded");
        });
  }

  @Override
  public Reply<Long> grant(Duration timeToLive) {
    return gateway.repeatable(
        "/v3/lease/grant",
        Bodies.grant(timeToLive.plusMillis(999).toSeconds()),
        body -> body.positive("ID"));
  }

  @Override
  public Reply<Duration> keepAlive(long lifetime) {
    Reply<Long> reply =
        gateway.repeatable(
            "/v3/lease/keepalive",
            Bodies.lease(lifetime),
            body -> body.object("result").number("TTL"));
    return switch (reply) {
      case Reply.Ok<Long>(Long seconds) when seconds > 0 ->
          new Reply.Ok<>(Duration.ofSeconds(seconds));
      case Reply.Ok<Long> ended ->
          new Reply.Refused<>(Refusal.of(Refusal.Code.STALE_TOKEN, "the lifetime has ended"));
      case Reply.Refused<Long>(Refusal refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<Long>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<Long>(String why) -> new Reply.Unknown<>(why);
    };
  }

  @Override
  public Reply<Done> revoke(long lifetime) {
    Reply<Done> reply =
        gateway.repeatable(
            "/v3/lease/revoke",
            Bodies.lease(lifetime),
            body -> {
              body.object("header");
              return new Done();
            });
    return reply instanceof Reply.Refused<Done> ? new Reply.Ok<>(new Done()) : reply;
  }

  @Override
  public void close() {
    gateway.close();
  }
}
