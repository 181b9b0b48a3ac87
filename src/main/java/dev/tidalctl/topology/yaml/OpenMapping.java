package dev.tidalctl.topology.yaml;

import dev.tidalctl.topology.Problem;
import dev.tidalctl.topology.yaml.YamlNode.Broken;
import dev.tidalctl.topology.yaml.YamlNode.Entry;
import dev.tidalctl.topology.yaml.YamlNode.Mapping;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import dev.tidalctl.topology.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A mapping whose end has not been read yet. Of a key that comes twice the first one counts. */
final class OpenMapping implements OpenCollection {
  private final Position at;
  private final Optional<String> anchor;
  private final long nodesBefore;
  private final Consumer<Problem> problems;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Position> seen = new HashMap<>();
  private Optional<YamlNode> key = Optional.empty();

  OpenMapping(Position at, Optional<String> anchor, long nodesBefore, Consumer<Problem> problems) {
    this.at = at;
    this.anchor = anchor;
    this.nodesBefore = nodesBefore;
    this.problems = problems;
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
    if (key.isEmpty()) {
      key = Optional.of(node);
    } else {
      enter(key.get(), node);
      key = Optional.empty();
    }
  }

  @Override
  public YamlNode close() {
    return new Mapping(at, entries);
  }

  private void enter(YamlNode named, YamlNode value) {
    switch (named) {
      case Scalar text when text.plain() && text.text().equals("<<") ->
          problems.accept(
              text.at()
                  .problem(
                      "merge keys (<<) are not read: write the keys out, or alias a whole"
                          + " mapping"));
      case Scalar text -> enter(text, value);
      case Sequence list -> refuseKey(list);
      case Mapping mapping -> refuseKey(mapping);
      case Broken _ -> {}
    }
  }

  private void enter(Scalar text, YamlNode value) {
    Position first = seen.putIfAbsent(text.text(), text.at());
    if (first == null) {
      entries.add(new Entry(text, value));
    } else {
      problems.accept(
          text.at()
              .problem(
                  "the key %s stands in line %d already"
                      .formatted(Shown.of(text.text()), first.line())));
    }
  }

  private void refuseKey(YamlNode node) {
    problems.accept(node.at().problem("a key must be text, not " + node.kind()));
  }
}
