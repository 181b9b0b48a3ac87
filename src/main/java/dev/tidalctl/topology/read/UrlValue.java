package dev.tidalctl.topology.read;

import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * URLs. What is wrong with one is said without repeating it, since people paste passwords into
 * them.
 */
final class UrlValue {
  private static final int LONGEST = 2048;

  private UrlValue() {}

  /** A server: scheme, host and port; a lone {@code /} after them is dropped. */
  static Optional<URI> server(Field field) {
    Optional<URI> url = page(field);
    if (url.isEmpty()) {
      return url;
    }
    URI found = url.get();
    boolean bare = found.getRawPath().isEmpty() || found.getRawPath().equals("/");
    if (!bare || found.getRawQuery() != null) {
      return field.wrong("give scheme, host and port only, as https://db.example:7400");
    }
    return Optional.of(URI.create(found.getScheme() + "://" + found.getRawAuthority()));
  }

  /** Servers, at least one, none twice. */
  static List<URI> servers(Field field) {
    Map<URI, Field> servers = new LinkedHashMap<>();
    for (Field item : field.items()) {
      Optional<URI> server = server(item);
      if (server.isPresent() && servers.putIfAbsent(server.get(), item) != null) {
        item.wrong("the same URL stands in this list already");
      }
    }
    return new ArrayList<>(servers.keySet());
  }

  /** Any {@code http} or {@code https} URL without user name and fragment. */
  static Optional<URI> page(Field field) {
    Optional<String> text = field.scalar("a URL").map(Scalar::text);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> parsed = text.filter(each -> each.length() <= LONGEST).flatMap(UrlValue::parse);
    if (parsed.isEmpty()) {
      return field.wrong("not a URL, as https://db.example:7400");
    }
    URI url = parsed.get();
    if (url.getRawUserInfo() != null || text.get().contains("@")) {
      return field.wrong("a URL holds no user name or password here: use auth");
    }
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      return field.wrong("a URL begins with http:// or https:// here, in small letters");
    }
    if (url.getHost() == null) {
      return field.wrong("a URL names a valid host, as https://db.example:7400");
    }
    if (!validPort(url)) {
      return field.wrong("a port is a number from 1 to 65535");
    }
    return url.getRawFragment() == null ? parsed : field.wrong("a URL ends before '#' here");
  }

  private static boolean validPort(URI url) {
    boolean named = url.getRawAuthority().length() > url.getHost().length();
    return named ? url.getPort() >= 1 && url.getPort() <= 65_535 : url.getPort() == -1;
  }

  private static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
