package dev.tidalctl.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manual page of the cluster file tells every key that there is, and no other. */
final class ClusterPageTest {
  private static final Path PAGE = Path.of("man/tidalctl-cluster.5");
  private static final Pattern KEY = Pattern.compile("(?m)^\\.T[PQ]\n\\.B (.*)$");

  @Test
  void tellsTheKeysOfTheSchema() throws IOException {
    Set<String> told =
        KEY.matcher(Files.readString(PAGE))
            .results()
            .map(ClusterPageTest::key)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(keysOfTheSchema(), told);
  }

  private static String key(MatchResult found) {
    return found.group(1).replace("\\-", "-");
  }

  private static Set<String> keysOfTheSchema() throws IOException {
    try (InputStream in =
        ClusterPageTest.class.getResourceAsStream("/dev/tidalctl/topology/cluster.schema.json")) {
      JsonNode schema = new JsonMapper().readTree(Objects.requireNonNull(in));
      Set<String> keys = new TreeSet<>();
      gather(schema, schema, "", keys);
      return keys;
    }
  }

  private static void gather(JsonNode root, JsonNode part, String path, Set<String> keys) {
    JsonNode here = resolved(root, part);
    here.path("properties")
        .properties()
        .forEach(
            entry -> {
              String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
              keys.add(key);
              gather(root, entry.getValue(), key, keys);
            });
    if (here.path("items").isObject()) {
      gather(root, here.path("items"), path + "[]", keys);
    }
  }

  private static JsonNode resolved(JsonNode root, JsonNode part) {
    String reference = part.path("$ref").asText();
    return reference.isEmpty() ? part : root.at(reference.substring(1));
  }
}
