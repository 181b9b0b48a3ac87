package dev.tidalctl.patroni.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.topology.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the members have in common: {@code GET /cluster}. Only what no node says of itself is taken
 * from it: state and lag here may be older than {@code loop_wait}.
 *
 * @param scope the cluster's name, which only 4.x says
 * @param members in Patroni's order
 * @param paused whether Patroni is told not to manage the cluster
 * @param scheduledSwitchover one that is to come, in Patroni's words
 */
public record ClusterReading(
    Optional<String> scope,
    List<Member> members,
    boolean paused,
    Optional<String> scheduledSwitchover) {
  private static final int LARGEST_PORT = 65535;

  /** Keeps its own copy. */
  public ClusterReading {
    members = List.copyOf(members);
  }

  /**
   * One member.
   *
   * @param name its name
   * @param leader whether it holds the leader key
   * @param synchronous whether it may lead in synchronous mode
   * @param apiUrl where its REST API is
   * @param postgres where its PostgreSQL listens
   * @param scheduledRestart when Patroni will restart it, in its words
   */
  public record Member(
      String name,
      boolean leader,
      boolean synchronous,
      Optional<String> apiUrl,
      Optional<HostPort> postgres,
      Optional<String> scheduledRestart) {}

  /** The member of that name. */
  public Optional<Member> member(String name) {
    return members.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  static ClusterReading from(JsonNode body) throws MalformedAnswer {
    Fields top = Fields.of(body, "");
    List<Member> members = new ArrayList<>();
    for (Fields member : top.objects("members")) {
      members.add(member(member));
    }
    Optional<Fields> switchover = top.optionalObject("scheduled_switchover");
    return new ClusterReading(
        top.optionalText("scope"),
        members,
        top.flag("pause"),
        switchover.isPresent() ? Optional.of(words(switchover.get())) : Optional.empty());
  }

  private static Member member(Fields member) throws MalformedAnswer {
    String role = member.text("role");
    Optional<String> host = member.optionalText("host");
    OptionalLong port = member.wholeOrWord("port");
    Optional<Fields> restart = member.optionalObject("scheduled_restart");
    return new Member(
        member.text("name"),
        role.equals("leader") || role.equals("standby_leader"),
        role.equals("sync_standby") || role.equals("quorum_standby"),
        member.optionalText("api_url"),
        host.isPresent() && port.isPresent() && port.getAsLong() <= LARGEST_PORT
            ? Optional.of(new HostPort(host.get(), (int) port.getAsLong()))
            : Optional.empty(),
        restart.isPresent()
            ? Optional.of(restart.get().optionalText("schedule").orElse("some time"))
            : Optional.empty());
  }

  private static String words(Fields switchover) throws MalformedAnswer {
    return switchover.optionalText("at").orElse("some time")
        + switchover.optionalText("from").map(from -> " from " + from).orElse("")
        + switchover.optionalText("to").map(to -> " to " + to).orElse("");
  }
}
