package dev.tidalctl.topology.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list whose end has not been read yet. */
final class OpenSequence implements OpenCollection {
  private final Position at;
  private final Optional<String> anchor;
  private final long nodesBefore;
  private final List<YamlNode> items = new ArrayList<>();

  OpenSequence(Position at, Optional<String> anchor, long nodesBefore) {
    this.at = at;
    this.anchor = anchor;
    this.nodesBefore = nodesBefore;
  }

  @Override
  public Optional<String> anchor() {
    return anchor;
  }

  @Override
  public long nodesBefore() {
    return nodesBefore;
  }

  @Override
  public void add(YamlNode node) {
    items.add(node);
  }

  @Override
  public YamlNode close() {
    return new YamlNode.Sequence(at, items);
  }
}
