package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs that a page must be able to tell. */
final class Tales {
  /** What somebody might call a node, or answer, to be run by whoever opens the page. */
  static final String HOSTILE =
      "\"><script>alert(1)</script><img src=x onerror='x()'>&amp;\u0000\u001b[31m\u202e`|](x)"
          + " \ud800";

  private Tales() {}

  static RunStory complete() {
    return new Tale("node-0", "node-1", "node-2")
        .after(300)
        .rolls("node-1")
        .tell(new Event.SoakStarted(Duration.ofMillis(500)))
        .after(500)
        .rolls("node-2")
        .leadershipMoves("node-0", "node-1")
        .clientsWait()
        .rolls("node-0")
        .completes()
        .story(Optional.empty());
  }

  static RunStory failed() {
    return new Tale("node-0", "node-1", "node-2")
        .tell(new Event.Warned("WAL is kept for 400 s, less than the upgrade limit 1800 s"))
        .after(300)
        .rolls("node-1")
        .drains("node-2")
        .fails("node-2", "its upgrade command ended with exit status 1; it is drained and held")
        .story(
            Optional.of(
                "tidalctl roll --resume 20260314-091500-7f3a --retry-failed --cluster prod.yaml"));
  }

  static RunStory killedAndResumed() {
    return new Tale("node-0", "node-1", "node-2")
        .after(300)
        .rolls("node-1")
        .drains("node-2")
        .diedAndResumed(3_600_000)
        .upgrades("node-2")
        .rejoins("node-2")
        .endsWith(Ending.Kind.STOPPED, "stopped after 2 nodes, as asked")
        .resumed(8_000, Optional.of(new Ending(Ending.Kind.STOPPED, "stopped after 2 nodes")))
        .leadershipMoves("node-0", "node-2")
        .rolls("node-0")
        .completes()
        .story(Optional.empty());
  }

  static RunStory died() {
    return new Tale("node-0", "node-1")
        .after(300)
        .rolls("node-1")
        .drains("node-0")
        .story(Optional.of("tidalctl roll --resume 20260314-091500-7f3a --cluster prod.yaml"));
  }

  static RunStory large(int size) {
    String[] names =
        IntStream.range(0, size).mapToObj("database-%02d"::formatted).toArray(String[]::new);
    Tale tale = new Tale(names);
    for (String name : names) {
      tale.after(200).rolls(name);
    }
    return tale.completes().story(Optional.empty());
  }

  static RunStory hostile() {
    return new Tale(HOSTILE, "node-1")
        .tell(new Event.Warned(HOSTILE))
        .tell(new Event.NodeSkipped(new NodeName("skipped" + HOSTILE), HOSTILE))
        .drains(HOSTILE)
        .leadershipMoves(HOSTILE, "node-1")
        .fails(HOSTILE, HOSTILE)
        .story(Optional.of("tidalctl rejoin '" + HOSTILE + "'"));
  }
}
