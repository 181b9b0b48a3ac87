package dev.tidalctl.sandbox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * {@code tidalctl roll} as a user runs it, as a process of its own. Its events come as JSON lines,
 * of which the transitions are told; the last line is its report.
 */
final class RollStep implements Step {
  private static final Duration PER_NODE = Duration.ofMinutes(3);

  private final JsonMapper mapper = new JsonMapper();
  private final AtomicReference<Optional<Child>> running = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<ObjectNode>> report =
      new AtomicReference<>(Optional.empty());
  private final RollNews transitions = new RollNews();
  private final DemoPlan plan;
  private final Consumer<String> news;

  RollStep(DemoPlan plan, Consumer<String> news) {
    this.plan = plan;
    this.news = news;
  }

  @Override
  public Result run() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            plan.launcher().toString(),
            "roll",
            "--cluster",
            plan.clusterFile().toString(),
            "--to",
            plan.toVersion(),
            "--yes",
            "-o",
            "ndjson");
    Child child = Child.start(command, this::read, this::readError);
    running.set(Optional.of(child));
    int code = child.await(PER_NODE.multipliedBy(plan.nodes()));
    ObjectNode document =
        report
            .get()
            .orElseThrow(() -> new DemoFailed("the roll ended with " + code + ", unreported"));
    return new Result(code, document, transitions.order());
  }

  @Override
  public void close() {
    running.get().ifPresent(Child::close);
  }

  /** Errors come as a document, which says no more than the report. */
  private void readError(String line) {
    if (!line.startsWith("{")) {
      news.accept(line);
    }
  }

  private void read(String line) {
    try {
      JsonNode document = mapper.readTree(line);
      if (document instanceof ObjectNode object
          && object.path("kind").asText().equals("RollReport")) {
        report.set(Optional.of(object));
      } else {
        transitions.line(document).ifPresent(news);
      }
    } catch (JsonProcessingException e) {
      news.accept(line);
    }
  }
}
