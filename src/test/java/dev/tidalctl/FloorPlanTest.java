package dev.tidalctl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The floor plan: which package may use which, and what must stay out of the core. */
final class FloorPlanTest {

  private static final String ROOT = "dev.tidalctl";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /**
   * One room of the plan.
   *
   * @param name the package below the root, with its subpackages unless they are rooms themselves
   * @param mayUse the rooms whose classes it may name
   * @param reason why no others
   */
  record Room(String name, Set<String> mayUse, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Room> ROOMS =
      List.of(
          new Room("core.model", Set.of(), "its values are what all others talk in"),
          new Room("core.port", Set.of("core.model"), "ports say what the core needs, not how"),
          new Room(
              "core",
              Set.of("core.model", "core.port"),
              "a decision taken from values alone can be simulated in one thread"),
          new Room(
              "act",
              Set.of("core", "core.model", "core.port"),
              "it carries out what the core decided, against any driver"),
          new Room("topology", Set.of(), "a cluster file is checked before anything is contacted"),
          new Room("render", Set.of("core.model"), "a screen shows values and asks nobody"),
          new Room(
              "cli",
              Set.of("core", "core.model", "core.port", "topology", "render", "sandbox"),
              "a command parses, calls and prints; Main hands it the driver"),
          new Room(
              "tls",
              Set.of("secret", "topology"),
              "whoever speaks TLS trusts alike, and says alike why not"),
          new Room(
              "http",
              Set.of("secret", "tls", "topology"),
              "it moves JSON, with the trust and credentials that a file names"),
          driver("tidal"),
          new Room(
              "patroni",
              Set.of(
                  "core.model",
                  "core.port",
                  "http",
                  "topology",
                  "state",
                  "traffic",
                  "sql",
                  "secret"),
              "the wire stays inside its driver"),
          new Room(
              "state",
              Set.of("core.model", "core.port"),
              "what operators share obeys the same rules wherever it is kept"),
          new Room(
              "etcd",
              Set.of("core.model", "state", "http", "topology", "secret"),
              "it keeps texts and knows no cluster"),
          new Room(
              "traffic",
              Set.of("core.model", "topology", "process"),
              "a driver says which node, not how clients are kept off it"),
          new Room(
              "haproxy",
              Set.of("core.model", "traffic", "topology", "process", "tls"),
              "it speaks to load balancers, and to no database"),
          new Room(
              "pgbouncer",
              Set.of("core.model", "traffic", "topology", "secret", "process", "tls"),
              "it speaks to poolers, and to no database"),
          new Room(
              "sql",
              Set.of("core.model", "topology", "secret", "tls"),
              "it asks PostgreSQL and decides nothing"),
          new Room("secret", Set.of("topology"), "secrets pass through one door"),
          new Room("process", Set.of(), "it starts our own classes, whatever they do"),
          new Room(
              "journal",
              Set.of("core.model", "core.port", "state"),
              "it serves one port, over files or the state that operators share"),
          new Room(
              "hook",
              Set.of("core.model", "core.port", "process", "render", "topology"),
              "it serves one port, by the operator's own words"),
          new Room("upgrade", Set.of("core.model", "core.port", "process"), "it serves one port"),
          new Room(
              "probe",
              Set.of("core.model", "core.port", "http", "sql"),
              "it asks as a client does, and knows no cluster"),
          new Room(
              "sandbox",
              Set.of(),
              "a rehearsal cluster that shares code with a driver would share its bugs"));

  private static Room driver(String name) {
    return new Room(
        name,
        Set.of("core.model", "core.port", "http", "topology", "secret"),
        "the wire stays inside its driver");
  }

  @Test
  void everyPackageHasItsRoom() {
    List<String> homeless =
        packages()
            .map(JavaPackage::getName)
            .filter(name -> !name.equals(ROOT) && room(name).isEmpty())
            .toList();

    assertEquals(
        List.of(),
        homeless,
        "a package nobody planned may use anything: give it a room in the floor plan first");
  }

  static Stream<Room> roomsInUse() {
    return ROOMS.stream()
        .filter(room -> packages().anyMatch(p -> room(p.getName()).equals(Optional.of(room))));
  }

  @ParameterizedTest
  @MethodSource("roomsInUse")
  void usesOnlyWhatThePlanAllows(Room room) {
    classes()
        .that(liveIn(Set.of(room.name())))
        .should()
        .onlyDependOnClassesThat(
            liveIn(plus(room.mayUse(), room.name())).or(describe("foreign classes", c -> !ours(c))))
        .because(room.reason())
        .check(PRODUCT);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("packages in a circle can only be understood all at once")
        .check(PRODUCT);
  }

  @Test
  void theCoreKnowsNoLibraryOfTheOutside() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".core..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "okhttp3..",
                "com.fasterxml..",
                "org.yaml..",
                "picocli..",
                "org.slf4j..",
                "java.net..",
                "java.nio.file.."))
        .because("observing and acting are behind ports, so that a simulation can stand in")
        .check(PRODUCT);
  }

  @Test
  void theCoreIsGivenItsTime() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".core..")
        .should()
        .callMethodWhere(callOf("java\\.time\\..*", "now"))
        .orShould()
        .callMethodWhere(callOf("java\\.lang\\.System", "nanoTime|currentTimeMillis"))
        .orShould()
        .callMethodWhere(callOf("java\\.lang\\.Thread", "sleep"))
        .orShould()
        .callMethodWhere(callOf("java\\.util\\.concurrent\\.TimeUnit", "sleep"))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .because("the Pacer is the only clock, so that a test drives half an hour in no time")
        .check(PRODUCT);
  }

  @Test
  void onlyMainTouchesTheStandardStreams() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".core..", ROOT + ".act..", ROOT + ".cli..", ROOT + ".render..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("output goes to the writers that Main.run was given: stdout is for data alone")
        .check(PRODUCT);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Main.class.getName())
        .should()
        .callMethodWhere(callOf("java\\.lang\\.(System|Runtime)", "exit"))
        .because("a command returns its exit code, so that it can be tested and can clean up")
        .check(PRODUCT);
  }

  @Test
  void onlyRehearsedProcessesHalt() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".sandbox..")
        .should()
        .callMethodWhere(callOf("java\\.lang\\.Runtime", "halt"))
        .because("a node that cannot keep its log must die at once, a tool must say what is true")
        .check(PRODUCT);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        packages()
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertEquals(
        List.of(), unmarked, "null is only checked where package-info.java says @NullMarked");
  }

  @Test
  void thePlanSeesTheProduct() {
    assertTrue(PRODUCT.contain(Main.class), "an empty import would pass every rule");
  }

  private static Stream<JavaPackage> packages() {
    return PRODUCT.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .sorted(Comparator.comparing(JavaPackage::getName));
  }

  private static DescribedPredicate<JavaClass> liveIn(Set<String> names) {
    return describe(
        "live in " + String.join(", ", names.stream().sorted().toList()),
        c -> room(c.getPackageName()).map(Room::name).filter(names::contains).isPresent());
  }

  /** The innermost room that holds the package. */
  private static Optional<Room> room(String packageName) {
    return ROOMS.stream()
        .filter(room -> (packageName + ".").startsWith(ROOT + "." + room.name() + "."))
        .max(Comparator.comparingInt(room -> room.name().length()));
  }

  private static boolean ours(JavaClass c) {
    return (c.getPackageName() + ".").startsWith(ROOT + ".");
  }

  private static Set<String> plus(Set<String> names, String one) {
    return Set.copyOf(Stream.concat(names.stream(), Stream.of(one)).toList());
  }

  private static DescribedPredicate<JavaCall<?>> callOf(String type, String method) {
    return target(owner(nameMatching(type))).and(target(nameMatching(method)));
  }
}
