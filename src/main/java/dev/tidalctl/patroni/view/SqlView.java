package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What PostgreSQL itself said, as far as it was asked.
 *
 * @param firstKept the first byte of WAL that the leader still has
 * @param retentionCap how many bytes of WAL the leader keeps for a node that is away
 * @param work what keeps nodes busy, in words
 * @param complaints why it could not be asked, each in words
 */
public record SqlView(
    OptionalLong firstKept,
    OptionalLong retentionCap,
    Map<NodeName, List<String>> work,
    List<String> complaints) {
  /** Nothing was asked. */
  public static final SqlView NONE =
      new SqlView(OptionalLong.empty(), OptionalLong.empty(), Map.of(), List.of());

  /** Keeps its own copies. */
  public SqlView {
    work = Map.copyOf(work);
    complaints = List.copyOf(complaints);
  }
}
