package dev.tidalctl.etcd;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Write;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/** What is asked, in the gateway's words. */
final class Bodies {
  private Bodies() {}

  /**
   * A part of a range.
   *
   * @param from the first key
   * @param end the first key after the range
   * @param revision as of which, empty for the newest
   * @param most entries to be answered
   */
  static ObjectNode range(byte[] from, byte[] end, OptionalLong revision, int most) {
    ObjectNode body =
        object().put("key", base64(from)).put("range_end", base64(end)).put("limit", most);
    revision.ifPresent(r -> body.put("revision", Long.toString(r)));
    return body;
  }

  /** The first key after all that begin with a prefix. */
  static byte[] endOf(byte[] prefix) {
    byte[] end = prefix.clone();
    end[end.length - 1]++;
    return end;
  }

  static ObjectNode transaction(String prefix, List<Condition> conditions, List<Write> writes) {
    ObjectNode body = object();
    ArrayNode compare = body.putArray("compare");
    for (Condition condition : conditions) {
      compare.add(
          switch (condition) {
            case Condition.Absent(String key) -> created(prefix + key, 0);
            case Condition.CreatedAt(String key, long revision) -> created(prefix + key, revision);
            case Condition.ModifiedAt(String key, long revision) ->
                compared(prefix + key, "MOD").put("mod_revision", Long.toString(revision));
          });
    }
    ArrayNode success = body.putArray("success");
    for (Write write : writes) {
      success.add(
          switch (write) {
            case Write.Put(String key, String text, OptionalLong lifetime) ->
                object().set("request_put", put(prefix + key, text, lifetime));
            case Write.Delete(String key) ->
                object().set("request_delete_range", object().put("key", base64(prefix + key)));
          });
    }
    return body;
  }

  private static ObjectNode created(String key, long revision) {
    return compared(key, "CREATE").put("create_revision", Long.toString(revision));
  }

  private static ObjectNode compared(String key, String target) {
    return object().put("key", base64(key)).put("target", target).put("result", "EQUAL");
  }

  private static ObjectNode put(String key, String text, OptionalLong lifetime) {
    ObjectNode put = object().put("key", base64(key)).put("value", base64(text));
    lifetime.ifPresent(lease -> put.put("lease", Long.toString(lease)));
    return put;
  }

  static ObjectNode grant(long seconds) {
    return object().put("TTL", Long.toString(seconds));
  }

  static ObjectNode lease(long id) {
    return object().put("ID", Long.toString(id));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
