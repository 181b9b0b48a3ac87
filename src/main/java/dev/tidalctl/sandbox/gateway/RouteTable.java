package dev.tidalctl.sandbox.gateway;

import java.util.List;
import java.util.Optional;

/** Where client requests go, as of now. */
public interface RouteTable {
  /** The leader, if its process answers. */
  Optional<Target> leader();

  /** The nodes that take queries: serving and reachable. */
  List<Target> readers();

  /** Whether a node takes queries now. */
  boolean takesClients(int shard);
}
