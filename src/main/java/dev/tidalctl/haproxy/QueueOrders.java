package dev.tidalctl.haproxy;

import dev.tidalctl.process.Parcel;
import dev.tidalctl.tls.DeferredTls;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.traffic.guard.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the guard of a queue is to do.
 *
 * @param queue what to hold
 * @param tls by which to speak to where it is
 * @param longest after which all is let go
 */
record QueueOrders(WriteQueue queue, Optional<Tls> tls, Duration longest) {
  private static final int PARTS = 3;

  /** Hands them over. */
  void write(OutputStream to) throws IOException {
    List<String> places = new ArrayList<>();
    for (WriteQueue.Place each : queue.places()) {
      places.add(
          switch (each.api().endpoint()) {
            case HaproxyEndpoint.Tcp(HostPort(String host, int port)) -> port + " " + host;
            case HaproxyEndpoint.UnixSocket(Path socket) -> socket.toString();
          });
      places.add(each.server());
      places.add(Integer.toString(each.limit()));
    }
    Parcel.Writer out = new Parcel.Writer(to).texts(places);
    TlsFiles.write(out, tls);
    out.number(longest.toNanos()).flush();
  }

  /**
   * Takes them.
   *
   * @throws IOException when they end before they are whole
   */
  static QueueOrders read(InputStream from) throws IOException {
    Parcel.Reader in = new Parcel.Reader(from);
    List<String> parts = in.texts();
    Optional<Tls> tls = TlsFiles.read(in);
    Optional<DeferredTls> deferred = tls.map(DeferredTls::new);
    List<WriteQueue.Place> places = new ArrayList<>();
    for (int i = 0; i + PARTS <= parts.size(); i += PARTS) {
      places.add(
          new WriteQueue.Place(
              new RuntimeApi(endpoint(parts.get(i)), deferred),
              parts.get(i + 1),
              Integer.parseInt(parts.get(i + 2))));
    }
    return new QueueOrders(new WriteQueue(places), tls, Duration.ofNanos(in.number()));
  }

  /** A socket's path begins with a slash, an address with its port. */
  private static HaproxyEndpoint endpoint(String text) {
    if (text.startsWith("/")) {
      return new HaproxyEndpoint.UnixSocket(Path.of(text));
    }
    int blank = text.indexOf(' ');
    return new HaproxyEndpoint.Tcp(
        new HostPort(text.substring(blank + 1), Integer.parseInt(text.substring(0, blank))));
  }
}
