package dev.tidalctl.topology.yaml;

import dev.tidalctl.topology.Problem;
import dev.tidalctl.topology.yaml.YamlNode.Broken;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Builds the tree of one document from the parser's events and refuses what a cluster file has no
 * use for: tags, merge keys, keys that are not text or come twice, aliases without an end, further
 * documents.
 */
final class TreeBuilder {
  static final int DEEPEST = 20;
  static final int MOST_NODES_WITH_ALIASES = 100_000;

  private final Consumer<Problem> problems;
  private final Deque<OpenCollection> open = new ArrayDeque<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private Optional<YamlNode> root = Optional.empty();
  private int documents;
  private long nodes;

  TreeBuilder(Consumer<Problem> problems) {
    this.problems = problems;
  }

  /** A named value; still open as long as it has no node. Its size counts aliases as expanded. */
  private record Anchored(Optional<YamlNode> node, long size) {}

  /** The root of the first document. */
  Optional<YamlNode> root() {
    return root;
  }

  /** Takes the next event; false when nothing sensible can follow. */
  boolean accept(Event event) {
    Position at = Position.of(event.getStartMark());
    if (event instanceof DocumentStartEvent) {
      documents++;
      if (documents > 1) {
        problems.accept(at.problem("a second document begins: a cluster file holds one"));
      }
      return documents == 1;
    }
    if (event instanceof AliasEvent alias) {
      return follow(alias, at);
    }
    if (event instanceof CollectionEndEvent) {
      close();
      return true;
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), at);
      nodes++;
      Scalar node = new Scalar(at, scalar.getValue(), scalar.isPlain());
      anchorOf(scalar).ifPresent(name -> anchors.put(name, new Anchored(Optional.of(node), 1)));
      place(node);
      return true;
    }
    return !(event instanceof CollectionStartEvent start) || open(start, at);
  }

  private boolean open(CollectionStartEvent start, Position at) {
    refuseTag(start.getTag(), at);
    if (open.size() == DEEPEST) {
      problems.accept(at.problem("nested deeper than %d levels".formatted(DEEPEST)));
      return false;
    }
    Optional<String> anchor = anchorOf(start);
    anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.empty(), 0)));
    open.push(
        start instanceof MappingStartEvent
            ? new OpenMapping(at, anchor, nodes, problems)
            : new OpenSequence(at, anchor, nodes));
    nodes++;
    return true;
  }

  private void close() {
    OpenCollection closed = open.pop();
    YamlNode node = closed.close();
    long size = nodes - closed.nodesBefore();
    closed.anchor().ifPresent(name -> anchors.put(name, new Anchored(Optional.of(node), size)));
    place(node);
  }

  private boolean follow(AliasEvent alias, Position at) {
    String name = alias.getAnchor();
    Optional<Anchored> anchored = Optional.ofNullable(anchors.get(name));
    if (anchored.isEmpty()) {
      problems.accept(
          at.problem("no anchor &%s stands before this alias".formatted(Shown.bare(name))));
      place(new Broken(at));
      return true;
    }
    Optional<YamlNode> node = anchored.get().node();
    if (node.isEmpty()) {
      problems.accept(
          at.problem("the alias *%s is part of what it names".formatted(Shown.bare(name))));
      place(new Broken(at));
      return true;
    }
    nodes += anchored.get().size();
    if (nodes > MOST_NODES_WITH_ALIASES) {
      problems.accept(
          at.problem(
              "the aliases expand to more than %d values".formatted(MOST_NODES_WITH_ALIASES)));
      return false;
    }
    place(node.get());
    return true;
  }

  private void place(YamlNode node) {
    if (open.isEmpty()) {
      root = Optional.of(node);
    } else {
      open.element().add(node);
    }
  }

  private void refuseTag(@Nullable String tag, Position at) {
    if (tag != null) {
      problems.accept(at.problem("the tag %s is not read: remove it".formatted(Shown.of(tag))));
    }
  }

  private static Optional<String> anchorOf(NodeEvent event) {
    return Optional.ofNullable(event.getAnchor());
  }
}
