package dev.tidalctl.topology.read;

import dev.tidalctl.topology.yaml.YamlNode;
import dev.tidalctl.topology.yaml.YamlNode.Broken;
import dev.tidalctl.topology.yaml.YamlNode.Mapping;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import dev.tidalctl.topology.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One value of the file on its way into a record. Each question is answered, or what stands in the
 * way is reported and the answer is empty.
 *
 * @param path what the user calls it, as {@code policy.timeouts.drain}
 * @param node what stands there
 * @param reading where problems go
 */
record Field(String path, YamlNode node, Reading reading) {
  /** Reports what is wrong with this value; empty, to be returned in its place. */
  <T> Optional<T> wrong(String why) {
    if (!(node instanceof Broken)) {
      reading.problems().accept(node.at().problem(path + ": " + why));
    }
    return Optional.empty();
  }

  /** The single value that stands here. */
  Optional<Scalar> scalar(String wanted) {
    return switch (node) {
      case Scalar scalar when scalar.isEmpty() -> wrong("empty: it wants " + wanted);
      case Scalar scalar -> Optional.of(scalar);
      case Sequence _, Mapping _, Broken _ -> wrong("wants " + wanted + ", not " + node.kind());
    };
  }

  /** The keys that stand here; unknown ones are reported. */
  Optional<Fields> fields(Section section) {
    return mapping().map(mapping -> new Fields(path, mapping, reading).refuseUnknown(section));
  }

  /** The keys that stand here, whatever they are. */
  Optional<Mapping> mapping() {
    return switch (node) {
      case Mapping mapping -> Optional.of(mapping);
      case Scalar _, Sequence _, Broken _ -> wrong("wants keys with values, not " + node.kind());
    };
  }

  /** The values of the list that stands here, at least one. */
  List<Field> items() {
    return switch (node) {
      case Sequence sequence when sequence.items().isEmpty() -> none("the list is empty");
      case Sequence sequence -> {
        List<Field> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
          items.add(new Field(path + "[" + items.size() + "]", item, reading));
        }
        yield List.copyOf(items);
      }
      case Scalar _, Mapping _, Broken _ -> none("wants a list, not " + node.kind());
    };
  }

  private List<Field> none(String why) {
    return this.<List<Field>>wrong(why).orElse(List.of());
  }
}
