package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.testing.Unprivileged;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A HAProxy 2.6 on loopback, from Debian's package, in front of stub nodes. */
final class RealHaproxy implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Unprivileged program = new Unprivileged();
  private final List<Integer> ports = Unprivileged.freePorts(4);
  private final int admin = ports.get(0);
  private final int reads = ports.get(1);
  private final int writes = ports.get(2);
  private final int secured = ports.get(3);
  private Process process;

  RealHaproxy(List<StubNode> nodes) throws Exception {
    StringBuilder servers = new StringBuilder();
    for (StubNode each : nodes) {
      servers.append(
          "  server %s 127.0.0.1:%d check port %d\n"
              .formatted(each.name(), each.port(), each.healthPort()));
    }
    program.write(
        "cfg",
        """
        global
          stats socket ipv4@127.0.0.1:ADMIN level admin
          stats socket FOLDER/sock level admin mode 600
        defaults
          mode tcp
          timeout connect 5s
          timeout queue 10s
          timeout client 60s
          timeout server 60s
          timeout check 5s
        listen api
          bind 127.0.0.1:SECURED ssl crt FOLDER/pem verify required ca-file FOLDER/ca
          server self unix@FOLDER/sock
        frontend reads
          bind 127.0.0.1:READS
          default_backend pg_read
        frontend writes
          bind 127.0.0.1:WRITES
          default_backend pg_write
        backend pg_read
          option httpchk GET /replica
          default-server inter 100ms fall 2 rise 2
        SERVERS
        backend pg_write
          option httpchk GET /primary
          default-server inter 3s fastinter 3s fall 2 rise 2
        SERVERS
        """
            .replace("ADMIN", Integer.toString(admin))
            .replace("SECURED", Integer.toString(secured))
            .replace("READS", Integer.toString(reads))
            .replace("WRITES", Integer.toString(writes))
            .replace("FOLDER", program.folder().toString())
            .replace("SERVERS\n", servers));
    program.write("pem", Certificates.text("server.pem") + Certificates.text("server.key"));
    program.write("ca", Certificates.text("ca.pem"));
    process = program.start("/usr/sbin/haproxy", "-db", "-f", "cfg");
    awaitAnswer();
  }

  HaproxyEndpoint.Tcp tcp() {
    return new HaproxyEndpoint.Tcp(new HostPort("127.0.0.1", admin));
  }

  /** Where it speaks TLS, to those who show a certificate, in front of its own socket. */
  HaproxyEndpoint.Tcp secured() {
    return new HaproxyEndpoint.Tcp(new HostPort("127.0.0.1", secured));
  }

  HaproxyEndpoint socket() {
    return new HaproxyEndpoint.UnixSocket(program.folder().resolve("sock"));
  }

  /** As an operator does by hand. */
  String say(String command) {
    Reply<String> reply = new RuntimeApi(tcp(), Optional.empty()).ask(command);
    if (reply instanceof Reply.Ok<String>(String words)) {
      return words;
    }
    throw new AssertionError(reply);
  }

  int reads() {
    return reads;
  }

  int writes() {
    return writes;
  }

  /** As {@code systemctl reload} does: a new one takes over, the old one ends with its clients. */
  void reload() throws Exception {
    Process old = process;
    process =
        program.start("/usr/sbin/haproxy", "-db", "-f", "cfg", "-sf", Long.toString(old.pid()));
    if (!old.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the old HAProxy does not end");
    }
    awaitAnswer();
  }

  private void awaitAnswer() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!(new RuntimeApi(tcp(), Optional.empty()).ask("show info")
        instanceof Reply.Ok<String>)) {
      if (System.nanoTime() > until || !process.isAlive()) {
        String log = program.log();
        close();
        throw new IOException("HAProxy did not come up: " + log);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    program.close();
  }
}
