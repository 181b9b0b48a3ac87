package dev.tidalctl.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.sandbox.stage.ControlEntry;
import dev.tidalctl.sandbox.stage.Fault;
import dev.tidalctl.sandbox.stage.NodeEntry;
import dev.tidalctl.sandbox.stage.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a roll is better than: every node is killed and started as the new version, one after
 * another, without a drain, a hand-over of leadership or a look at its lag.
 */
final class NaiveStep implements Step {
  private static final int READ_LIMIT_MS = 10_000;

  private final JsonMapper mapper = new JsonMapper();
  private final DemoPlan plan;
  private final Stage stage;
  private final Consumer<String> news;

  NaiveStep(DemoPlan plan, Stage stage, Consumer<String> news) {
    this.plan = plan;
    this.stage = stage;
    this.news = news;
  }

  @Override
  public Result run() throws IOException {
    URI control = stage.describe().control().map(ControlEntry::url).orElseThrow();
    long seenBefore = lastTransition(control);
    ObjectNode report =
        mapper
            .createObjectNode()
            .put("apiVersion", "tidalctl/v1")
            .put("kind", "NaiveReport")
            .put("cluster", stage.describe().name())
            .put("outcome", "complete")
            .put("startedAt", Instant.now().toString());
    ArrayNode nodes = mapper.createArrayNode();
    for (NodeEntry node : stage.describe().nodes()) {
      news.accept("naive: killing and starting " + node.name() + " as " + plan.toVersion());
      long start = System.nanoTime();
      stage.fault(new Fault.Kill(node.name()));
      stage.upgrade(node.name(), plan.toVersion());
      double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
      ObjectNode entry = nodes.addObject().put("name", node.name()).put("status", "Complete");
      entry.put("fromVersion", node.version()).put("toVersion", plan.toVersion());
      entry.putObject("phases").putObject("upgrade").put("seconds", seconds);
    }
    report.put("finishedAt", Instant.now().toString());
    report.put("minServingObserved", minServing(control, seenBefore));
    report.set("nodes", nodes);
    List<String> order = stage.describe().nodes().stream().map(NodeEntry::name).toList();
    return new Result(0, report, order);
  }

  @Override
  public void close() {
    // Nothing outlives a call to the stage, which the demonstration takes down itself.
  }

  private long lastTransition(URI control) throws IOException {
    JsonNode transitions = transitions(control, 0);
    return transitions.path(transitions.size() - 1).path("seq").asLong(0);
  }

  private int minServing(URI control, long since) throws IOException {
    int fewest = plan.nodes();
    for (JsonNode transition : transitions(control, since)) {
      fewest = Math.min(fewest, transition.path("servingAfter").asInt(fewest));
    }
    return fewest;
  }

  private JsonNode transitions(URI control, long since) throws IOException {
    URLConnection connection =
        control.resolve("/v1/transitions?since=" + since).toURL().openConnection();
    connection.setConnectTimeout(READ_LIMIT_MS);
    connection.setReadTimeout(READ_LIMIT_MS);
    try (InputStream body = connection.getInputStream()) {
      return mapper.readTree(body).path("transitions");
    }
  }
}
