package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wal.FrameFile;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The control plane's memory: an append-only file in which each record is the whole state after a
 * change, together with the transitions that led there, so that neither is ever there without the
 * other.
 */
final class StateLog implements AutoCloseable {
  private final FrameFile file;
  private final List<Transition> transitions = new ArrayList<>();
  private Optional<ClusterState> last = Optional.empty();

  private StateLog(Path path) throws IOException {
    this.file = FrameFile.open(path, true, (index, body) -> read(body));
  }

  /**
   * Opens or creates it.
   *
   * @throws IOException when it is damaged or unreadable
   */
  static StateLog open(Path path) throws IOException {
    return new StateLog(path);
  }

  /** The state after the last change; empty in a new file. */
  Optional<ClusterState> last() {
    return last;
  }

  /** All transitions, in order. */
  List<Transition> transitions() {
    return List.copyOf(transitions);
  }

  /** Appends and syncs one change. */
  void append(ClusterState state, List<Transition> since) throws IOException {
    JsonObject document =
        JsonObject.builder()
            .put("state", state.document())
            .put("transitions", since.stream().map(Transition::document).toList())
            .build();
    file.append(List.of(document.bytes()));
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void read(byte[] body) {
    JsonObject document = JsonObject.parse(body);
    last = Optional.of(ClusterState.from(document.object("state")));
    document.objects("transitions").stream().map(Transition::from).forEach(transitions::add);
  }
}
