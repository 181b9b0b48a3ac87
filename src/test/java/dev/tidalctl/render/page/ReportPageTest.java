package dev.tidalctl.render.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.testing.Goldens;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** A run's page: what it shows, that it is whole, and that nothing in it runs or fetches. */
final class ReportPageTest {
  private static final int MOST_BYTES = 300_000;

  /** A run with its name. */
  record Case(String name, RunStory story) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> all() {
    return Stream.of(
        new Case("complete", Tales.complete()),
        new Case("failed", Tales.failed()),
        new Case("killed and resumed", Tales.killedAndResumed()),
        new Case("died", Tales.died()),
        new Case("hostile", Tales.hostile()),
        new Case("large", Tales.large(50)));
  }

  @Test
  void pages() {
    Goldens.check("page-complete.html", ReportPage.of(Tales.complete()));
    Goldens.check("page-failed.html", ReportPage.of(Tales.failed()));
    Goldens.check("page-resumed.html", ReportPage.of(Tales.killedAndResumed()));
  }

  @Test
  void tickets() {
    Goldens.check("page-complete.md", ReportMarkdown.lines(Tales.complete()));
    Goldens.check("page-failed.md", ReportMarkdown.lines(Tales.failed()));
    Goldens.check("page-resumed.md", ReportMarkdown.lines(Tales.killedAndResumed()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingInItRunsOrFetches(Case run) {
    String page = ReportPage.of(run.story());
    assertFalse(page.contains("://"), "an address of somewhere else");
    assertFalse(page.contains("secret-nonce"));
    Set<String> ids = new HashSet<>();
    PageReading reading = PageReading.of(page);
    for (Element element : reading.elements()) {
      assertFalse(Set.of("script", "img", "link", "iframe").contains(element.getTagName()));
      if (element.hasAttribute("id")) {
        assertTrue(ids.add(element.getAttribute("id")), () -> "twice: " + element);
      }
      for (Map.Entry<String, String> attribute : PageReading.attributes(element).entrySet()) {
        String name = attribute.getKey();
        assertFalse(name.startsWith("on") || name.equals("src") || name.equals("style"), name);
        if (attribute.getValue().contains("url(")) {
          assertTrue(attribute.getValue().startsWith("url(#"), attribute::getValue);
        }
      }
    }
    for (Element link : reading.named("a")) {
      String href = link.getAttribute("href");
      assertTrue(href.startsWith("#") && ids.contains(href.substring(1)), href);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyDrawingHasATitleADescriptionAndATable(Case run) {
    PageReading reading = PageReading.of(ReportPage.of(run.story()));
    assertTrue(reading.named("figure").size() >= 3);
    for (Element svg : reading.named("svg")) {
      if (svg.getAttribute("aria-hidden").equals("true")) {
        continue;
      }
      assertEquals(1, PageReading.children(svg, "title").size());
      assertEquals(1, PageReading.children(svg, "desc").size());
      Element figure = (Element) svg.getParentNode().getParentNode();
      assertEquals("figure", figure.getTagName());
      assertTrue(figure.getElementsByTagName("tr").getLength() > 1);
    }
  }

  @Test
  void theSheetIsTheOneThatThePolicyLetsIn() {
    PageReading reading = PageReading.of(ReportPage.of(Tales.complete()));
    assertEquals(Styles.SHEET, reading.named("style").getFirst().getTextContent());
    assertFalse(Styles.SHEET.matches("(?s).*[<>&].*"), "read otherwise as HTML than as XML");
    assertTrue(ReportPage.of(Tales.complete()).contains(Styles.policy()));
  }

  @Test
  void textOfOthersIsShownAndNotObeyed() {
    PageReading reading = PageReading.of(ReportPage.of(Tales.hostile()));
    String shown = reading.named("body").getFirst().getTextContent();
    assertTrue(shown.contains("\"><script>alert(1)</script><img src=x onerror='x()'>&amp;\\u0000"));
    assertFalse(shown.codePoints().anyMatch(c -> c == 0x202e || c == 0x1b || c == 0xd800));
    String ticket = String.join("\n", ReportMarkdown.lines(Tales.hostile()));
    assertTrue(ticket.contains("\\<script\\>"), ticket);
    assertFalse(ticket.replaceAll("(?m)^    tidalctl.*$", "").contains("><script"), ticket);
  }

  @Test
  void aLargeRunFits() {
    String page = ReportPage.of(Tales.large(50));
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    System.out.println("a page of 50 nodes: " + bytes + " bytes");
    assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes");
    for (int node = 0; node < 50; node++) {
      assertTrue(page.contains("database-%02d".formatted(node)));
    }
    assertTrue(
        ReportPage.of(Tales.large(200)).length() < 4 * MOST_BYTES, "grows faster than its nodes");
  }

  @Test
  void theSameRunGivesTheSameBytes() {
    assertEquals(ReportPage.of(Tales.killedAndResumed()), ReportPage.of(Tales.killedAndResumed()));
  }

  @Test
  void anUnfinishedRunNamesWhatToDo() {
    String page = ReportPage.of(Tales.died());
    assertTrue(page.contains("▶ unfinished"));
    assertTrue(
        page.contains(
            "<code>tidalctl roll --resume 20260314-091500-7f3a --cluster prod.yaml</code>"));
  }
}
