package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection of ours through HAProxy to a server, on which nothing is ever sent: it keeps a place
 * there. HAProxy counts a connection until its client ends it, even when the server has.
 *
 * <ol>
 *   <li>Where clients come in is known from those that are there: the address that they connected
 *       to, of a few of them.
 *   <li>Connect to it, and see the connection on that server. When it is not to be seen soon, as
 *       behind address translation, the next address is tried, and in the end there is no plug.
 * </ol>
 */
final class Plug implements AutoCloseable {
  private static final int CONNECT_MILLIS = 500;
  private static final Duration TO_BE_SEEN = Duration.ofSeconds(1);
  private static final long BETWEEN_LOOKS_MILLIS = 10;
  private static final int CLIENTS_ASKED = 5;
  private static final int ADDRESSES_TRIED = 3;

  private static final Pattern SESSION =
      Pattern.compile(
          "^(0x[0-9a-f]+): proto=tcp\\S* src=\\S*:(\\d+) fe=\\S+ be=(\\S+) srv=(\\S+) ",
          Pattern.MULTILINE);
  private static final Pattern ENTRANCE =
      Pattern.compile("^ *frontend=.* addr=(\\S+):(\\d+) *$", Pattern.MULTILINE);

  private final RuntimeApi api;
  private final Socket socket;

  private Plug(RuntimeApi api, Socket socket) {
    this.api = api;
    this.socket = socket;
  }

  /** A client's connection, as HAProxy shows it. */
  private record Session(String id, String port, String backend, String server) {
    boolean on(String wantedBackend, String wantedServer) {
      return backend.equals(wantedBackend) && server.equals(wantedServer);
    }
  }

  /** Puts one on a server; empty when that has no clients, or it is not to be seen there. */
  static Optional<Plug> put(RuntimeApi api, String backend, String server) {
    List<InetSocketAddress> entrances =
        sessions(api).stream()
            .filter(session -> session.on(backend, server))
            .limit(CLIENTS_ASKED)
            .map(session -> entrance(api, session))
            .flatMap(Optional::stream)
            .distinct()
            .limit(ADDRESSES_TRIED)
            .toList();
    for (InetSocketAddress each : entrances) {
      Optional<Plug> plug = through(each, api);
      if (plug.isPresent()) {
        if (plug.get().seenOn(backend, server)) {
          return plug;
        }
        plug.get().close();
      }
    }
    return Optional.empty();
  }

  private static Optional<Plug> through(InetSocketAddress entrance, RuntimeApi api) {
    Socket socket = new Socket();
    Plug plug = new Plug(api, socket);
    try {
      socket.connect(entrance, CONNECT_MILLIS);
      return Optional.of(plug);
    } catch (IOException unreachable) {
      plug.close();
      return Optional.empty();
    }
  }

  private boolean seenOn(String backend, String server) {
    String port = Integer.toString(socket.getLocalPort());
    long deadline = System.nanoTime() + TO_BE_SEEN.toNanos();
    while (true) {
      boolean there =
          sessions(api).stream()
              .anyMatch(session -> session.port().equals(port) && session.on(backend, server));
      if (there || System.nanoTime() > deadline) {
        return there;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private static List<Session> sessions(RuntimeApi api) {
    return api.ask("show sess") instanceof Reply.Ok<String>(String words)
        ? SESSION
            .matcher(words)
            .results()
            .map(
                found ->
                    new Session(found.group(1), found.group(2), found.group(3), found.group(4)))
            .toList()
        : List.of();
  }

  private static Optional<InetSocketAddress> entrance(RuntimeApi api, Session session) {
    if (!(api.ask("show sess " + session.id()) instanceof Reply.Ok<String>(String words))) {
      return Optional.empty();
    }
    Matcher found = ENTRANCE.matcher(words);
    return found.find()
        ? Optional.of(new InetSocketAddress(found.group(1), Integer.parseInt(found.group(2))))
        : Optional.empty();
  }

  /** On which HAProxy. */
  RuntimeApi api() {
    return api;
  }

  /** Ends it. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use either way.
      return;
    }
  }
}
