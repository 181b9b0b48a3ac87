package dev.tidalctl.sandbox.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.sandbox.load.AckedSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the range of the acknowledged signals from one node, page by page, and compares. */
final class NodeCheck {
  private static final Duration PAGE = Duration.ofSeconds(10);
  private static final int PROBLEMS_KEPT = 5;

  private record Content(String id, String payload) {}

  private final JsonReader reader;
  private final List<AckedSignal> acked;

  NodeCheck(JsonReader reader, List<AckedSignal> acked) {
    this.reader = reader;
    this.acked = acked;
  }

  /** The node's verdict; one that does not answer misses everything not read so far. */
  NodeVerdict of(NodeAddress node) {
    Map<Long, Content> held = new HashMap<>();
    List<String> problems = new ArrayList<>();
    long applied = 0;
    try {
      applied = read(node, held);
    } catch (IOException e) {
      problems.add("can't be read: " + e.getMessage());
    }
    int missing = 0;
    int different = 0;
    for (AckedSignal signal : acked) {
      Content content = held.get(signal.seqno());
      if (content == null) {
        missing++;
        keep(problems, "signal " + signal.seqno() + " (" + signal.id() + ") is missing");
      } else if (!content.equals(new Content(signal.id(), signal.payload()))) {
        different++;
        String wrong =
            content.id().equals(signal.id()) ? ", with another payload" : ", not " + signal.id();
        keep(problems, "signal " + signal.seqno() + " is " + content.id() + wrong);
      }
    }
    return new NodeVerdict(node.name(), applied, acked.size(), missing, different, problems);
  }

  private long read(NodeAddress node, Map<Long, Content> held) throws IOException {
    long applied = 0;
    long last = acked.stream().mapToLong(AckedSignal::seqno).max().orElse(0);
    long next = acked.stream().mapToLong(AckedSignal::seqno).min().orElse(1);
    while (next > 0 && next <= last) {
      JsonNode page = reader.get(node.url(), "/signals?from=" + next + "&to=" + last, PAGE);
      applied = page.path("appliedSeqno").asLong();
      for (JsonNode signal : page.path("signals")) {
        held.put(
            signal.path("seqno").asLong(),
            new Content(signal.path("id").asText(), signal.path("payload").asText()));
      }
      long following = page.path("next").asLong(0);
      if (following != 0 && following <= next) {
        throw new IOException("the pages of " + node.name() + " don't advance past " + next);
      }
      next = following;
    }
    return applied;
  }

  private static void keep(List<String> problems, String problem) {
    if (problems.size() < PROBLEMS_KEPT) {
      problems.add(problem);
    }
  }
}
