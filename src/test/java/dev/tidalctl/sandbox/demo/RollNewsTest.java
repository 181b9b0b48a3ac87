package dev.tidalctl.sandbox.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RollNewsTest {
  private final RollNews news = new RollNews();

  @Test
  void tellsTransitionsOnceAndRemembersTheirOrder() throws IOException {
    assertEquals(Optional.empty(), line("{'event':'StageEntered','node':'a','status':'Pending'}"));
    assertEquals(
        Optional.of("roll: b Draining"),
        line("{'event':'StageEntered','node':'b','status':'Draining'}"));
    assertEquals(Optional.empty(), line("{'event':'StageEntered','node':'b','status':'Draining'}"));
    assertEquals(
        Optional.of("roll: b Failed: it hung"),
        line("{'event':'StageEntered','node':'b','status':'Failed','reason':'it hung'}"));
    assertEquals(
        Optional.of("roll: a Draining"),
        line("{'event':'StageEntered','node':'a','status':'Draining'}"));
    assertEquals(Optional.empty(), line("{'event':'EffectStarted','node':'c'}"));

    assertEquals(List.of("b", "a"), news.order());
  }

  private Optional<String> line(String event) throws IOException {
    return news.line(new JsonMapper().readTree(event.replace('\'', '"')));
  }
}
