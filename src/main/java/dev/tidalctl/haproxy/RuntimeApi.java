package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.tls.DeferredTls;
import dev.tidalctl.tls.Handshakes;
import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.tls.UnusableTls;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.traffic.Conversation;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One HAProxy's runtime API: a line is sent on a new connection, and all is read until HAProxy ends
 * it. Finding the address, connecting, shaking hands and the exchange share one limit; the files of
 * TLS are read before.
 */
final class RuntimeApi {
  /** For one exchange, in all. */
  static final Duration LIMIT = Duration.ofSeconds(1);

  /**
   * The same over TLS: the first handshake of a Java under load takes most of a second. No longer,
   * so that the five exchanges of a change that is undone end within a lease.
   */
  static final Duration TLS_LIMIT = Duration.ofSeconds(2);

  private final HaproxyEndpoint endpoint;
  private final Optional<DeferredTls> tls;

  /**
   * Contacts nobody yet.
   *
   * @param tls for an address; a socket goes without
   */
  RuntimeApi(HaproxyEndpoint endpoint, Optional<DeferredTls> tls) {
    this.endpoint = endpoint;
    this.tls = endpoint instanceof HaproxyEndpoint.Tcp ? tls : Optional.empty();
  }

  /** Where it is. */
  HaproxyEndpoint endpoint() {
    return endpoint;
  }

  /** As the cluster file names it. */
  String name() {
    return switch (endpoint) {
      case HaproxyEndpoint.Tcp(HostPort(String host, int port)) ->
          (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
      case HaproxyEndpoint.UnixSocket(var socket) -> socket.toString();
    };
  }

  /**
   * Has a command carried out.
   *
   * @return {@code Ok} with its words, whatever they say; {@code Unknown} when it was sent and the
   *     answer did not come whole
   */
  Reply<String> ask(String command) {
    try {
      return tls.isPresent()
          ? ask(command, Optional.of(tls.get().setup()), TLS_LIMIT)
          : ask(command, Optional.empty(), LIMIT);
    } catch (UnusableTls e) {
      return new Reply.Unreachable<>("HAProxy " + name() + " was not asked: " + e.why());
    }
  }

  private Reply<String> ask(String command, Optional<TlsSetup> setup, Duration limit) {
    Conversation conversation = new Conversation();
    Exchange exchange = new Exchange(endpoint, setup, conversation);
    try {
      return new Reply.Ok<>(conversation.within(limit, () -> exchange.answer(command)));
    } catch (IOException e) {
      if (!conversation.spoken() || Handshakes.failed(e)) {
        return new Reply.Unreachable<>("HAProxy " + name() + " can't be reached: " + words(e));
      }
      return new Reply.Unknown<>(
          "HAProxy " + name() + " did not answer '" + command + "': " + words(e));
    }
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
