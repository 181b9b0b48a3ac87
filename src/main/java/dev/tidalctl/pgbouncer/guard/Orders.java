package dev.tidalctl.pgbouncer.guard;

import dev.tidalctl.pgbouncer.console.Console;
import dev.tidalctl.pgbouncer.console.Encryption;
import dev.tidalctl.pgbouncer.console.Login;
import dev.tidalctl.pgbouncer.console.Poolers;
import dev.tidalctl.pgbouncer.console.Psql;
import dev.tidalctl.process.Parcel;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.traffic.guard.GuardedHold;
import dev.tidalctl.traffic.guard.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guard is to do. It comes by standard input: arguments can be read by all.
 *
 * @param poolers what to hold, and how to speak to them
 * @param pauseLimit how long the slowest may take to hold
 * @param maxPause from the first {@code PAUSE} on, after which all is let go
 */
public record Orders(Poolers poolers, Duration pauseLimit, Duration maxPause)
    implements GuardedHold.Orders {
  @Override
  public void write(OutputStream to) throws IOException {
    Console any = poolers.consoles().getFirst();
    Psql psql = any.psql();
    List<String> addresses = new ArrayList<>();
    for (Console each : poolers.consoles()) {
      addresses.add(each.address().host());
      addresses.add(Integer.toString(each.address().port()));
    }
    Parcel.Writer out =
        new Parcel.Writer(to)
            .texts(addresses)
            .texts(poolers.databases())
            .text(any.login().user())
            .texts(any.login().password().map(List::of).orElse(List.of()))
            .text(psql.program().toString())
            .named(psql.environment());
    TlsFiles.write(out, psql.encryption().tls());
    out.number(pauseLimit.toNanos()).number(maxPause.toNanos()).flush();
  }

  /**
   * Takes them.
   *
   * @throws IOException when they end before they are whole
   */
  static Orders read(InputStream from) throws IOException {
    Parcel.Reader in = new Parcel.Reader(from);
    List<String> addresses = in.texts();
    List<String> databases = in.texts();
    Login login = new Login(in.text(), in.texts().stream().findFirst());
    Psql psql =
        new Psql(Path.of(in.text()), List.of(), in.named(), new Encryption(TlsFiles.read(in)));
    List<Console> consoles = new ArrayList<>();
    for (int i = 0; i + 1 < addresses.size(); i += 2) {
      HostPort address = new HostPort(addresses.get(i), Integer.parseInt(addresses.get(i + 1)));
      consoles.add(new Console(address, login, psql));
    }
    return new Orders(
        new Poolers(consoles, databases),
        Duration.ofNanos(in.number()),
        Duration.ofNanos(in.number()));
  }
}
