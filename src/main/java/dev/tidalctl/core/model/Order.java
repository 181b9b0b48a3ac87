package dev.tidalctl.core.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the operator asked for. */
public sealed interface Order {
  /** Nodes whose foreign holds may be taken over. */
  Set<NodeName> adopt();

  /**
   * Take one node out of service and leave it so.
   *
   * @param node which
   * @param reason written into the hold
   * @param adopt nodes whose foreign holds may be taken over
   */
  record Drain(NodeName node, String reason, Set<NodeName> adopt) implements Order {
    /** Keeps its own copy. */
    public Drain {
      adopt = Set.copyOf(adopt);
    }
  }

  /**
   * Bring one node back into service.
   *
   * @param node which
   * @param reason written into the hold
   * @param adopt nodes whose foreign holds may be taken over
   */
  record Rejoin(NodeName node, String reason, Set<NodeName> adopt) implements Order {
    /** Keeps its own copy. */
    public Rejoin {
      adopt = Set.copyOf(adopt);
    }
  }

  /**
   * Upgrade the members one batch after another, the leader last.
   *
   * @param members all nodes of the cluster file, in file order
   * @param to the version wanted; without it Complete means a new incarnation
   * @param command what upgrades a node
   * @param only restricts the roll to these, all when empty
   * @param skip never touched; their holds are respected
   * @param adopt nodes whose foreign holds may be taken over
   * @param includeUnready whether nodes that do not answer are taken, first
   * @param stopAfter end, resumable, after so many nodes
   */
  record Roll(
      List<Member> members,
      Optional<Version> to,
      UpgradeCommand command,
      Set<NodeName> only,
      Set<NodeName> skip,
      Set<NodeName> adopt,
      boolean includeUnready,
      OptionalInt stopAfter)
      implements Order {
    /** Keeps its own copies. */
    public Roll {
      members = List.copyOf(members);
      only = Set.copyOf(only);
      skip = Set.copyOf(skip);
      adopt = Set.copyOf(adopt);
    }

    /** Whether the cluster file names {@code node}. */
    public boolean names(NodeName node) {
      return members.stream().anyMatch(m -> m.name().equals(node));
    }

    /** Whether the roll is asked to upgrade {@code node}. */
    public boolean wants(NodeName node) {
      return (only.isEmpty() || only.contains(node)) && !skip.contains(node);
    }
  }
}
