package dev.tidalctl.sandbox.load;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The load report as a JSON file: whole or not there. */
public final class LoadReportFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private LoadReportFile() {}

  /**
   * Writes the report beside its place and moves it there.
   *
   * @throws IOException when the folder can't be written
   */
  public static void write(LoadReport report, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path whole = target.resolveSibling(target.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(whole)) {
      MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(out, report);
      out.write('\n');
    }
    Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The report without the acknowledged signals, of which there are many. */
  public static ObjectNode withoutSignals(LoadReport report) {
    ObjectNode document = MAPPER.valueToTree(report.withoutSignals());
    document.remove("acked");
    return document;
  }

  /**
   * Reads a report back.
   *
   * @throws IOException when it can't be read, or is no load report
   */
  public static LoadReport read(Path file) throws IOException {
    try {
      LoadReport report = MAPPER.readValue(file.toFile(), LoadReport.class);
      if (LoadReport.KIND.equals(report.kind())) {
        return report;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no load report: " + e.getOriginalMessage(), e);
    }
    throw new IOException(file + " is no load report: its kind is not " + LoadReport.KIND);
  }
}
