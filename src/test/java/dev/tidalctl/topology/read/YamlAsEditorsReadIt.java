package dev.tidalctl.topology.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as JSON by the rules of YAML 1.2's core schema, as editors show it to a JSON Schema. Shares
 * nothing with the reader that it is compared with: composed nodes, types guessed from the text.
 */
final class YamlAsEditorsReadIt {
  private static final int DEEPEST = 50;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlAsEditorsReadIt() {}

  /** The only document; empty when there is none that JSON could hold. */
  static Optional<JsonNode> read(byte[] content) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      Iterator<Node> documents = yaml().composeAll(new StringReader(text)).iterator();
      if (!documents.hasNext()) {
        return Optional.empty();
      }
      Optional<JsonNode> document = json(documents.next(), 0);
      return documents.hasNext() ? Optional.empty() : document;
    } catch (YAMLException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(unused), unused, options, new CoreSchema());
  }

  private static Optional<JsonNode> json(Node node, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      for (Node item : sequence.getValue()) {
        Optional<JsonNode> value = json(item, depth + 1);
        if (value.isEmpty()) {
          return value;
        }
        array.add(value.get());
      }
      return Optional.of(array);
    }
    return node instanceof MappingNode mapping ? object(mapping, depth) : Optional.empty();
  }

  private static Optional<JsonNode> object(MappingNode mapping, int depth) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      Optional<JsonNode> value = json(entry.getValueNode(), depth + 1);
      if (value.isEmpty() || !(entry.getKeyNode() instanceof ScalarNode key)) {
        return Optional.empty();
      }
      object.set(key.getValue(), value.get());
    }
    return Optional.of(object);
  }

  private static Optional<JsonNode> scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR)) {
      return Optional.of(JSON.textNode(text));
    }
    if (tag.equals(Tag.BOOL)) {
      return Optional.of(JSON.booleanNode(text.equalsIgnoreCase("true")));
    }
    if (tag.equals(Tag.INT)) {
      return Optional.of(JSON.numberNode(new BigInteger(text)));
    }
    if (tag.equals(Tag.FLOAT)) {
      return Optional.of(JSON.numberNode(new BigDecimal(text)));
    }
    return tag.equals(Tag.NULL) ? Optional.of(JSON.nullNode()) : Optional.empty();
  }

  /** What plain text means in YAML 1.2; of numbers only those that JSON has too. */
  private static final class CoreSchema extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
      addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
      addImplicitResolver(
          Tag.FLOAT,
          Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
          "-+.0123456789");
      addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL| "), "~nN\0");
      addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
    }
  }
}
