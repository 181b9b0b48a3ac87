import static java.lang.classfile.ClassFile.StackMapsOption.GENERATE_STACK_MAPS;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Gives the distribution its archives of classes, with which every start takes half the time. A
 * step of the build, run from source by the JDK that the build found.
 *
 * <ol>
 *   <li>No archive takes classes of a version before 50, as picocli's are: they are raised, with
 *       the stack maps that newer verifiers want.
 *   <li>A sandbox is rolled under load and looked at, as are nodes under Patroni, over TLS too, and
 *       every JVM notes which classes it uses. That they are the right ones can be seen from the
 *       start-up times alone: a missed one is loaded late.
 *   <li>One archive is made of all of them, and one of those that a look takes: a start pays for
 *       every class of its archive, used or not. The JVM compares size and time of each jar with
 *       those it was made from, and does without when they differ. (An AOT cache does not, up to
 *       JDK 25.0.3: JDK-8377932.)
 * </ol>
 */
final class ClassArchive {
  private static final int OLDEST_ARCHIVED = 50;

  /** How the lists begin of what only looks. */
  private static final String LOOK = "look-";

  private static final long LIMIT_SECONDS = 120;

  /** Something that runs beside us. */
  private record Job(List<String> command, Process process) {}

  private final Path home;
  private final Path work;
  private final Instant built;

  private ClassArchive(Path home, Path work, Instant built) {
    this.home = home;
    this.work = work;
    this.built = built;
  }

  /**
   * Makes the archive.
   *
   * @param args the distribution, a folder for what is needed meanwhile, and the time that jars
   *     have in a release
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    new ClassArchive(
            Path.of(args[0]).toAbsolutePath(),
            Path.of(args[1]).toAbsolutePath(),
            Instant.parse(args[2]))
        .make();
  }

  private void make() throws IOException, InterruptedException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      jars = files.filter(path -> path.toString().endsWith(".jar")).sorted().toList();
    }
    prepare(jars);
    for (Path jar : jars) {
      Files.setLastModifiedTime(jar, FileTime.from(built));
    }
    Files.createDirectories(work);
    for (Path old : lists()) { // of other classes, which a dump of these does not survive
      Files.delete(old);
    }
    rehearse();
    List<Path> looks =
        lists().stream().filter(list -> list.getFileName().toString().startsWith(LOOK)).toList();
    List<Job> archives = List.of(archive("tidalctl", lists()), archive("look", looks));
    try {
      for (Job archive : archives) {
        requireDone(archive);
      }
    } finally {
      archives.forEach(archive -> archive.process().destroyForcibly());
    }
  }

  /** Each by a JVM of its own, at the same time. */
  private Job archive(String name, List<Path> lists) throws IOException {
    Path list = work.resolve(name + ".list");
    Files.write(list, merged(lists));
    return start(
        Map.of(),
        home.resolve("runtime/bin/java").toString(),
        "-XX:+UseG1GC", // only then does the archive hold objects, whatever collector reads it
        "-Xmx256m",
        "-Xshare:dump",
        "-XX:+AOTClassLinking",
        "-XX:SharedClassListFile=" + list,
        "-XX:SharedArchiveFile=" + home.resolve("lib/" + name + ".jsa"),
        "-cp",
        home.resolve("lib/tidalctl.jar").toString());
  }

  /** Makes of every class one that the archive can hold. */
  private static void prepare(List<Path> jars) throws IOException {
    URL[] all = new URL[jars.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = jars.get(i).toUri().toURL();
    }
    try (URLClassLoader relatives = new URLClassLoader(all)) {
      ClassFile tool =
          ClassFile.of(
              GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(relatives).cached()));
      for (Path jar : jars) {
        prepare(jar, tool);
      }
    }
  }

  private static void prepare(Path jar, ClassFile tool) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
        Stream<Path> classes = Files.walk(files.getPath("/"))) {
      for (Path file : classes.filter(path -> path.toString().endsWith(".class")).toList()) {
        ClassModel model = tool.parse(Files.readAllBytes(file));
        if (model.majorVersion() < OLDEST_ARCHIVED) {
          Files.write(file, raised(tool, model));
        }
      }
    }
  }

  private static byte[] raised(ClassFile tool, ClassModel old) {
    return tool.transformClass(
        old,
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element))
            .andThen(
                (builder, element) -> {
                  if (!(element instanceof ClassFileVersion)) {
                    builder.with(element);
                  }
                })
            .andThen(
                ClassTransform.endHandler(
                    builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0))));
  }

  private void rehearse() throws IOException, InterruptedException {
    String tidalctl = home.resolve("bin/tidalctl").toString();
    String stage = work.resolve("stage").toString();
    String cluster = work.resolve("stage/cluster.yaml").toString();
    Map<String, String> noting = noting("");
    Map<String, String> looking = noting(LOOK);
    run(noting, tidalctl, "sandbox", "up", "--nodes", "2", "--dir", stage);
    try {
      Job load =
          start(
              noting,
              tidalctl,
              "sandbox",
              "load",
              "--dir",
              stage,
              "--duration",
              "60s",
              "--writes",
              "50",
              "--queries",
              "50",
              "--out",
              work.resolve("load.json").toString());
      run(looking, tidalctl, "status", "--cluster", cluster);
      run(looking, tidalctl, "status", "--cluster", cluster, "-o", "json");
      run(looking, tidalctl, "complete", "nodes", "--cluster", cluster);
      run(noting, tidalctl, "roll", "--cluster", cluster, "--to", "2.0.0", "--yes");
      load.process().destroy();
      load.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    } finally {
      run(noting, tidalctl, "sandbox", "down", "--dir", stage);
    }
    run(looking, tidalctl, "--version");
    run(looking, tidalctl, "--help");
    // Its end is an error, which is to begin as fast.
    await(start(looking, tidalctl, "status", "--cluster", cluster));
    try (PatroniAnswers patroni = new PatroniAnswers(Optional.of(SelfSigned.in(work)))) {
      run(looking, tidalctl, "status", "--cluster", patroni.clusterFile(work).toString());
    }
    try (PatroniAnswers patroni = new PatroniAnswers(Optional.empty())) {
      String file = patroni.clusterFile(work).toString();
      run(looking, tidalctl, "status", "--cluster", file);
      run(looking, tidalctl, "status", "--cluster", file, "-o", "json");
      run(noting, tidalctl, "roll", "--cluster", file, "--to", "2.0.0", "--dry-run");
    }
  }

  private Map<String, String> noting(String prefix) {
    return Map.of(
        "JAVA_TOOL_OPTIONS", "-XX:DumpLoadedClassList=" + work.resolve(prefix + "%p.classes"));
  }

  private List<Path> lists() throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files.filter(path -> path.toString().endsWith(".classes")).sorted().toList();
    }
  }

  /** Classes first, then what refers to them, each line once. */
  private static List<String> merged(List<Path> lists) throws IOException {
    Set<String> classes = new LinkedHashSet<>();
    Set<String> lambdas = new LinkedHashSet<>();
    Set<String> constants = new LinkedHashSet<>();
    for (Path list : lists) {
      for (String line : Files.readAllLines(list)) {
        if (line.startsWith("@lambda")) {
          lambdas.add(line);
        } else if (line.startsWith("@cp")) {
          constants.add(line);
        } else if (!line.startsWith("#") && !line.contains(" source: ")) {
          classes.add(line.replaceFirst(" id: [0-9]+$", ""));
        }
      }
    }
    List<String> all = new ArrayList<>(classes);
    all.addAll(lambdas);
    all.addAll(constants);
    return all;
  }

  private void run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    requireDone(start(environment, command));
  }

  private void requireDone(Job job) throws IOException, InterruptedException {
    if (await(job) != 0) {
      throw new IOException(
          "not done within "
              + LIMIT_SECONDS
              + " s, or failed: "
              + String.join(" ", job.command())
              + "; see "
              + work.resolve("log"));
    }
  }

  private static int await(Job job) throws InterruptedException {
    Process process = job.process();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    return ended ? process.exitValue() : -1;
  }

  private Job start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("log").toFile()));
    builder.environment().putAll(environment);
    return new Job(List.of(command), builder.start());
  }
}
