package dev.tidalctl.haproxy;

import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A runtime API that answers as HAProxy 2.6 does, in the columns that it had there, and misbehaves
 * as told.
 */
final class ScriptedHaproxy implements AutoCloseable {
  private static final Pattern SET =
      Pattern.compile("set server (\\S+) (state|health|weight) (\\S+)");
  private static final Pattern LIMIT = Pattern.compile("set maxconn server (\\S+) (\\d+)");
  private static final Pattern SHUTDOWN = Pattern.compile("shutdown sessions server (\\S+)");

  /** What {@link #instead} answers to have it obey after all. */
  static final String OBEY = "obey";

  /** A server's numbers. */
  static final class Numbers {
    int operation = 2;
    int admin;
    int weight = 1;
    int sessions;
    int limit;
  }

  /** What comes before the first command. */
  interface Handshake {
    Socket with(Socket client) throws IOException;
  }

  private final Handshake handshake;
  private final ServerSocket listener;
  private final Map<String, Numbers> servers = new LinkedHashMap<>();
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<String> answers = command -> OBEY;

  /** One with the servers {@code n1} to {@code n3}; {@code n1} takes writes, the others reads. */
  ScriptedHaproxy() {
    this(client -> client);
  }

  /** One that says by {@code handshake} how it takes up what its clients say. */
  ScriptedHaproxy(Handshake handshake) {
    this.handshake = handshake;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String name : List.of("n1", "n2", "n3")) {
      servers.put("pg_read/" + name, new Numbers());
      servers.put("pg_write/" + name, new Numbers());
      server((name.equals("n1") ? "pg_read/" : "pg_write/") + name).operation = 0;
    }
    Thread.startVirtualThread(this::accept);
  }

  /**
   * What it does about a command instead of obeying: the answer, empty for silence until the caller
   * gives up, {@link #OBEY} to obey after all.
   */
  void instead(UnaryOperator<String> answers) {
    this.answers = answers;
  }

  synchronized Numbers server(String address) {
    return Objects.requireNonNull(servers.get(address), address);
  }

  synchronized void remove(String address) {
    servers.remove(address);
  }

  /** The commands that it obeyed, but for looks. */
  List<String> changes() {
    return changes;
  }

  HaproxyEndpoint endpoint() {
    return new HaproxyEndpoint.Tcp(new HostPort("127.0.0.1", listener.getLocalPort()));
  }

  String name() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connected) {
    try (connected;
        Socket client = handshake.with(connected)) {
      String command =
          new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      String answer = answers.apply(command);
      if (answer.equals(OBEY)) {
        answer = obey(command);
      } else if (answer.isEmpty()) {
        client.getInputStream().read();
        return;
      }
      client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException gone) {
      return;
    }
  }

  private synchronized String obey(String command) {
    if (command.startsWith("show ")) {
      return states() + "\n" + statistics() + "\n";
    }
    Matcher set = SET.matcher(command);
    Matcher shutdown = SHUTDOWN.matcher(command);
    Matcher limit = LIMIT.matcher(command);
    Numbers server =
        Stream.of(set, shutdown, limit)
            .filter(Matcher::matches)
            .findFirst()
            .map(matched -> servers.get(matched.group(1)))
            .orElse(null);
    if (server == null) {
      return "No such server.\n\n";
    }
    changes.add(command);
    if (shutdown.matches()) {
      server.sessions = 0;
    } else if (limit.matches()) {
      server.limit = Integer.parseInt(limit.group(2));
    } else {
      switch (set.group(3)) {
        case "drain" -> server.admin |= 8;
        case "ready" -> server.admin &= ~9;
        case "up" -> server.operation = 2;
        case "down" -> server.operation = 0;
        default -> throw new AssertionError(command);
      }
    }
    return "\n";
  }

  private String states() {
    List<String> lines = new ArrayList<>();
    lines.add("1");
    lines.add(
        "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight"
            + " srv_iweight srv_time_since_last_change srv_check_status srv_check_result"
            + " srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id"
            + " srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr"
            + " srv_agent_addr srv_agent_port");
    servers.forEach(
        (address, server) -> {
          List<String> parts = List.of(address.split("/", 2));
          lines.add(
              "4 %s 1 %s 127.0.0.1 %d %d %d 1 9 15 3 4 6 0 0 0 - 5432 - 0 8008 - - 0"
                  .formatted(
                      parts.get(0), parts.get(1), server.operation, server.admin, server.weight));
        });
    return String.join("\n", lines) + "\n";
  }

  private String statistics() {
    List<String> lines = new ArrayList<>();
    lines.add("# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,last_chk,");
    lines.add("reads,FRONTEND,,,3,3,524258,3,0,0,0,0,,");
    servers.forEach(
        (address, server) -> {
          List<String> parts = List.of(address.split("/", 2));
          lines.add(
              "%s,%s,0,0,%d,1,%s,1,0,0,,0,\"Layer7, \"\"passed\"\"\","
                  .formatted(
                      parts.get(0),
                      parts.get(1),
                      server.sessions,
                      server.limit == 0 ? "" : server.limit));
        });
    lines.add("pg_read,BACKEND,0,0,3,3,52426,3,0,0,0,0,,");
    return String.join("\n", lines) + "\n";
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
