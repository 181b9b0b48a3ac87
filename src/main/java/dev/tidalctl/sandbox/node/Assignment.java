package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.net.URI;
import java.util.List;

/**
 * What the control plane wants a node to be.
 *
 * @param generation grows with each assignment computed; an older one than the present changes
 *     nothing
 * @param term the leadership term
 * @param leading whether this node leads that term
 * @param accepting whether this node takes shipped events
 * @param retainFrom the first event that some node may still need
 * @param peers for a leader: the followers to ship to
 */
public record Assignment(
    long generation,
    long term,
    boolean leading,
    boolean accepting,
    long retainFrom,
    List<Peer> peers) {

  /** Before the control plane has spoken: takes no writes, takes no events, keeps everything. */
  static final Assignment NONE = new Assignment(-1, 0, false, false, 0, List.of());

  /** Copies the list. */
  public Assignment {
    peers = List.copyOf(peers);
  }

  /** What it says apart from its generation and retention: equal texts, equal meaning. */
  public String content() {
    return term + (leading ? " leading" : "") + (accepting ? " accepting " : " ") + peers;
  }

  /** The document that {@link #from} reads. */
  public JsonObject document() {
    return JsonObject.builder()
        .put("generation", generation)
        .put("term", term)
        .put("leading", leading)
        .put("accepting", accepting)
        .put("retainFrom", retainFrom)
        .put("peers", peers.stream().map(Peer::document).toList())
        .build();
  }

  /**
   * A follower to ship to.
   *
   * @param shard its shard id
   * @param url where its present incarnation is
   */
  public record Peer(int shard, URI url) {
    private JsonObject document() {
      return JsonObject.builder().put("shard", shard).put("url", url).build();
    }
  }

  /** Reads an assignment. */
  public static Assignment from(JsonObject document) {
    return new Assignment(
        document.number("generation"),
        document.number("term"),
        document.flag("leading"),
        document.flag("accepting"),
        document.number("retainFrom"),
        document.objects("peers").stream()
            .map(peer -> new Peer(peer.integer("shard"), URI.create(peer.text("url"))))
            .toList());
  }
}
