package dev.tidalctl.render.page;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page read as XML, which refuses what is not well-formed. */
record PageReading(Document document) {
  static PageReading of(String page) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return new PageReading(
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(page))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  List<Element> elements() {
    return named("*");
  }

  List<Element> named(String tag) {
    return elements(document.getElementsByTagName(tag));
  }

  static List<Element> children(Element parent, String tag) {
    return elements(parent.getElementsByTagName(tag)).stream()
        .filter(child -> parent.isSameNode(child.getParentNode()))
        .toList();
  }

  static Map<String, String> attributes(Element element) {
    NamedNodeMap map = element.getAttributes();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < map.getLength(); i++) {
      attributes.put(map.item(i).getNodeName(), map.item(i).getNodeValue());
    }
    return attributes;
  }

  private static List<Element> elements(NodeList list) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < list.getLength(); i++) {
      elements.add((Element) list.item(i));
    }
    return elements;
  }
}
