package dev.tidalctl.topology.yaml;

import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads a text as one YAML document.
 *
 * <ol>
 *   <li>The parser's events are taken one by one, which needs no recursion, so that no nesting can
 *       exhaust the stack.
 *   <li>Each event goes into the tree that is built; what it breaks is reported at its place.
 *   <li>Reading ends at the first thing after which no sense can be made: a syntax error, a nesting
 *       too deep, an expansion of aliases too large, more problems than anyone would read.
 * </ol>
 *
 * <p>Time and memory are bounded by the text's length and by {@link TreeBuilder}'s limits.
 */
public final class YamlDocument {
  private YamlDocument() {}

  /**
   * The document's root.
   *
   * @param text a whole file
   * @param problems takes everything that is wrong
   * @return the root of the first document; empty when there is none, or it could not be read to
   *     its end
   */
  public static Optional<YamlNode> parse(String text, ProblemList problems) {
    ParserImpl parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
    TreeBuilder builder = new TreeBuilder(problems);
    Position reached = new Position(1, 1);
    try {
      while (!parser.checkEvent(Event.ID.StreamEnd)) {
        Event event = parser.getEvent();
        reached = Position.of(event.getEndMark());
        if (!builder.accept(event) || problems.isFull()) {
          break;
        }
      }
    } catch (YAMLException complaint) {
      problems.accept(SyntaxProblem.of(complaint, reached));
    } catch (IllegalArgumentException complaint) {
      // What the scanner throws at an escape beyond Unicode, as \\UFFFFFFFF.
      problems.accept(
          reached.problem("not valid YAML: an escape after this place is no character"));
    }
    return builder.root();
  }
}
