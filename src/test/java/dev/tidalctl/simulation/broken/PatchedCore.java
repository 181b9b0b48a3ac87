package dev.tidalctl.simulation.broken;

import dev.tidalctl.core.UpgradeRun;
import dev.tidalctl.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The core with one source changed, and the simulation around it, loaded beside the real ones.
 *
 * <ol>
 *   <li>The source's text is changed in memory and compiled against the classes as built.
 *   <li>Core and simulation are loaded anew by this loader, the changed class in its new shape.
 * </ol>
 */
final class PatchedCore extends ClassLoader {
  private static final Path SOURCES = Path.of("src/main/java/dev/tidalctl/core");

  private final Map<String, byte[]> patched;
  private final List<Path> roots;

  private PatchedCore(Map<String, byte[]> patched, List<Path> roots) {
    super(PatchedCore.class.getClassLoader());
    this.patched = patched;
    this.roots = roots;
  }

  static PatchedCore with(Variant variant) {
    Path core = root(UpgradeRun.class);
    Map<String, byte[]> classes = compile(variant.source(), patch(variant), core);
    return new PatchedCore(classes, List.of(core, root(Simulation.class)));
  }

  /** The source as the variant has it. */
  static String patch(Variant variant) {
    String text = read(SOURCES.resolve(variant.source() + ".java"));
    int at = text.indexOf(variant.line() + "\n");
    if (at < 0 || text.indexOf(variant.line() + "\n", at + 1) >= 0) {
      throw new AssertionError(
          "'%s': %s.java has no single line any more that reads%n%s"
              .formatted(variant.name(), variant.source(), variant.line()));
    }
    return text.substring(0, at) + variant.instead() + text.substring(at + variant.line().length());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      boolean anew =
          name.startsWith("dev.tidalctl.core.") || name.startsWith("dev.tidalctl.simulation.");
      Class<?> known = findLoadedClass(name);
      if (!anew || known != null) {
        return known != null ? known : super.loadClass(name, resolve);
      }
      byte[] code =
          Optional.ofNullable(patched.get(name))
              .or(() -> built(name))
              .orElseThrow(() -> new ClassNotFoundException(name));
      return defineClass(name, code, 0, code.length);
    }
  }

  private Optional<byte[]> built(String name) {
    String file = name.replace('.', '/') + ".class";
    return roots.stream()
        .map(root -> root.resolve(file))
        .filter(Files::exists)
        .findFirst()
        .map(
            path -> {
              try {
                return Files.readAllBytes(path);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static Map<String, byte[]> compile(String name, String text, Path classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        InMemory output = new InMemory(files)) {
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  output,
                  null,
                  List.of("-proc:none", "-nowarn", "-classpath", classPath.toString()),
                  null,
                  List.of(new Source(name, text)))
              .call();
      if (!compiled) {
        throw new AssertionError(name + " does not compile: " + complaints);
      }
      return output.classes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root(Class<?> of) {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Takes classes up instead of writing them. */
  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    InMemory(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        javax.tools.FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return written.computeIfAbsent(className, c -> new ByteArrayOutputStream());
        }
      };
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }
}
