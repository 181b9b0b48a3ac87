package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wal.SyncedFiles;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.io.IOException;
import java.nio.file.Path;

/** The main class of the control-plane process. */
public final class ControlMain {
  private ControlMain() {}

  /**
   * Runs the control plane until the process is ended; what it must not forget is synced at each
   * change, so it needs no orderly end. Where it answers is written to {@code endpoint.json}.
   *
   * @param args directory, port (0 for any free one)
   * @throws IOException when the state is damaged, or the port is taken
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    ControlPlane control = ControlPlane.start(directory, Integer.parseInt(args[1]));
    JsonObject endpoint =
        JsonObject.builder()
            .put("pid", ProcessHandle.current().pid())
            .put("url", control.url())
            .build();
    SyncedFiles.replace(directory.resolve("endpoint.json"), endpoint.bytes());
    System.out.println("control plane and gateway answer at " + control.url());
  }
}
