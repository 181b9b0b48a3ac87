package dev.tidalctl.sandbox.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpAnswerTest {
  private static final String WHOLE =
      "HTTP/1.1 201 Created\r\nconnection: close\r\nCONTENT-LENGTH: 3\r\n\r\nöa";

  @Test
  void isEmptyUntilItIsWhole() throws IOException {
    byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
    for (int size = 0; size < bytes.length; size++) {
      assertEquals(Optional.empty(), HttpAnswer.parse(bytes, size));
    }
    assertEquals(
        Optional.of(new HttpAnswer(201, "öa", false)), HttpAnswer.parse(bytes, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        "HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n"
      })
  void refusesWhatItCannotBound(String head) {
    byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
    assertThrows(IOException.class, () -> HttpAnswer.parse(bytes, bytes.length));
  }
}
