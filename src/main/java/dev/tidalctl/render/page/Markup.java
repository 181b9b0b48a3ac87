package dev.tidalctl.render.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Markup that may stand in a page. There is no way from a text to markup but through {@link #text}
 * or an attribute, which escape it; no tag or attribute can be made that runs or fetches anything.
 * What is written is HTML and well-formed XML at once.
 */
final class Markup {
  /** Nothing at all. */
  static final Markup NOTHING = new Markup("");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
  private static final Set<String> EMPTY = Set.of("meta", "rect", "line", "path", "circle");
  private static final Set<String> FORBIDDEN =
      Set.of("script", "link", "iframe", "object", "embed", "img", "image", "base", "form");
  private static final Set<String> FETCHING = Set.of("href", "src", "style", "action", "data");

  private final String written;

  private Markup(String written) {
    this.written = written;
  }

  /** Text of whatever origin. */
  static Markup text(String text) {
    return new Markup(escaped(Printable.of(text)));
  }

  /** A style sheet, which must be the same escaped and not. */
  static Markup sheet(String sheet) {
    return new Markup("<style>" + escaped(sheet) + "</style>");
  }

  /** One after another. */
  static Markup of(Markup... parts) {
    return of(List.of(parts));
  }

  /** One after another. */
  static Markup of(List<Markup> parts) {
    return new Markup(parts.stream().map(Markup::written).collect(Collectors.joining()));
  }

  /** Each on a line of its own. */
  static Markup lines(List<Markup> parts) {
    return new Markup(parts.stream().map(Markup::written).collect(Collectors.joining("\n")));
  }

  /** Begins an element. */
  static Tag tag(String name) {
    return new Tag(name);
  }

  /** As it stands in the file. */
  String written() {
    return written;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** An element being made. */
  static final class Tag {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();

    private Tag(String name) {
      if (!NAME.matcher(name).matches() || FORBIDDEN.contains(name)) {
        throw new IllegalArgumentException("no such element in a page: " + name);
      }
      this.name = name;
    }

    /** Adds an attribute with a value of whatever origin. */
    Tag with(String attribute, String value) {
      if (!NAME.matcher(attribute).matches()
          || attribute.startsWith("on")
          || FETCHING.contains(attribute)) {
        throw new IllegalArgumentException("no such attribute in a page: " + attribute);
      }
      attributes.put(attribute, escaped(Printable.of(value)).replace("\"", "&quot;"));
      return this;
    }

    /** Adds an attribute with a number, to a tenth. */
    Tag with(String attribute, double value) {
      return with(attribute, number(value));
    }

    /** Leads to the place of that id within the page. */
    Tag to(String id) {
      attributes.put("href", "#" + escaped(Printable.of(id)).replace("\"", "&quot;"));
      return this;
    }

    /** The element around these. */
    Markup holding(Markup... content) {
      return holding(List.of(content));
    }

    /** The element around these. */
    Markup holding(List<Markup> content) {
      return new Markup(opened() + ">" + of(content).written() + "</" + name + ">");
    }

    /** The element around a text of whatever origin. */
    Markup saying(String text) {
      return holding(text(text));
    }

    /** The element with nothing in it. */
    Markup empty() {
      return EMPTY.contains(name) ? new Markup(opened() + "/>") : holding();
    }

    private String opened() {
      StringBuilder opened = new StringBuilder("<").append(name);
      attributes.forEach(
          (attribute, value) ->
              opened.append(' ').append(attribute).append("=\"").append(value).append('"'));
      return opened.toString();
    }
  }

  /** A number to a tenth, without an exponent. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
    return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths) % 10;
  }
}
