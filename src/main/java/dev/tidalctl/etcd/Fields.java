package dev.tidalctl.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Members of a gateway's JSON object, read strictly: 64-bit numbers are strings, texts are base64,
 * and what is 0, false or empty is left out.
 */
final class Fields {
  private final JsonNode object;

  Fields(JsonNode object) throws MalformedAnswer {
    if (!object.isObject()) {
      throw new MalformedAnswer("its answer is no object");
    }
    this.object = object;
  }

  /** An object that must be there. */
  Fields object(String name) throws MalformedAnswer {
    JsonNode member = object.path(name);
    if (!member.isObject()) {
      throw new MalformedAnswer("its answer has no " + name);
    }
    return new Fields(member);
  }

  /** A list of objects, empty when it is left out. */
  List<Fields> objects(String name) throws MalformedAnswer {
    JsonNode member = object.path(name);
    if (!member.isArray() && !member.isMissingNode()) {
      throw new MalformedAnswer("its " + name + " is no list");
    }
    List<Fields> items = new ArrayList<>();
    for (JsonNode item : member) {
      items.add(new Fields(item));
    }
    return items;
  }

  /** A whole number, 0 when it is left out. */
  long number(String name) throws MalformedAnswer {
    JsonNode member = object.path(name);
    if (member.isMissingNode()) {
      return 0;
    }
    try {
      return Long.parseLong(member.asText());
    } catch (NumberFormatException e) {
      throw new MalformedAnswer("its " + name + " is no whole number");
    }
  }

  /** A number that is never 0. */
  long positive(String name) throws MalformedAnswer {
    long number = number(name);
    if (number <= 0) {
      throw new MalformedAnswer("its answer has no " + name);
    }
    return number;
  }

  /** True or false; false when it is left out. */
  boolean truth(String name) throws MalformedAnswer {
    JsonNode member = object.path(name);
    if (!member.isBoolean() && !member.isMissingNode()) {
      throw new MalformedAnswer("its " + name + " is neither true nor false");
    }
    return member.asBoolean(false);
  }

  /** A text in base64, empty when it is left out. */
  String text(String name) throws MalformedAnswer {
    try {
      return new String(
          Base64.getDecoder().decode(object.path(name).asText("")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedAnswer("its " + name + " is no base64");
    }
  }

  /** A text that is there as it is. */
  String plain(String name) throws MalformedAnswer {
    String text = object.path(name).asText("");
    if (text.isEmpty()) {
      throw new MalformedAnswer("its answer has no " + name);
    }
    return text;
  }
}
