package io.raudal.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls between the modules, as {@code docs/architecture.md} draws them, and the names inside. */
class ArchitectureTest {
    /** Each module and those that it may see. A new module is drawn here first. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "model", Set.of(),
            "plan", Set.of("model"),
            "engine", Set.of("model", "plan"),
            "sql", Set.of("model", "plan"),
            "kafka", Set.of("model", "plan", "engine"),
            "duckdb", Set.of("model", "plan", "engine"),
            "http", Set.of("model"),
            "ingest", Set.of("model", "plan", "engine", "http"),
            "query", Set.of("model", "plan", "engine", "sql", "http"),
            "cli", Set.of("model", "plan", "engine", "sql", "kafka", "duckdb", "http", "ingest", "query"));

    /**
     * The rooms of the command and those that each may see; what knows all verbs, in {@code io.raudal.cli} itself, may see every room
     * and is seen by none. A new verb gets a room of its own, which sees no other verb's.
     */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "terminal", Set.of(),
            "verb", Set.of("terminal"),
            "pipeline", Set.of("terminal", "verb"),
            "run", Set.of("terminal", "verb", "pipeline"),
            "infer", Set.of("terminal", "verb"),
            "configuration", Set.of("terminal", "verb"),
            "archive", Set.of("terminal"),
            "metrics", Set.of(),
            "platform", Set.of("terminal", "verb", "pipeline", "configuration", "archive", "metrics"),
            "client", Set.of("terminal", "verb", "pipeline", "configuration"));

    private static final JavaClasses RAUDAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.raudal");

    @Test
    void modules_all_areDrawn() {
        assertThat(RAUDAL.stream().map(ArchitectureTest::module).collect(Collectors.toSet()))
                .isSubsetOf(ARROWS.keySet());
    }

    @Test
    void modules_dependencies_followTheArrows() {
        ARROWS.forEach((module, seen) -> {
            String[] forbidden = ARROWS.keySet().stream()
                    .filter(other -> !other.equals(module) && !seen.contains(other))
                    .map(other -> "io.raudal." + other + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("io.raudal." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden));
        });
    }

    @Test
    void rooms_all_areDrawn() {
        assertThat(RAUDAL.stream()
                        .filter(type -> type.getPackageName().startsWith("io.raudal.cli."))
                        .map(type -> type.getPackageName().split("\\.", -1)[3])
                        .collect(Collectors.toSet()))
                .isEqualTo(ROOMS.keySet());
    }

    @Test
    void rooms_dependencies_followTheArrows() {
        ROOMS.forEach((room, seen) -> {
            List<String> forbidden = new ArrayList<>(List.of("io.raudal.cli"));
            ROOMS.keySet().stream()
                    .filter(other -> !other.equals(room) && !seen.contains(other))
                    .forEach(other -> forbidden.add("io.raudal.cli." + other + ".."));
            check(noClasses()
                    .that()
                    .resideInAPackage("io.raudal.cli." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden.toArray(String[]::new)));
        });
    }

    @Test
    void packages_dependencies_haveNoCycle() {
        check(slices().matching("io.raudal.(**)").should().beFreeOfCycles());
    }

    @Test
    void packages_all_areNullMarked() {
        check(classes().should(new ArchCondition<JavaClass>("be in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " lacks @NullMarked"));
                }
            }
        }));
    }

    @Test
    void technologies_types_stayInTheirModule() {
        onlyIn("io.raudal.sql..", "org.apache.calcite..", "org.apache.flink..");
        onlyIn("io.raudal.cli..", "picocli..");
        onlyIn("io.raudal.kafka..", "kafka..", "org.apache.kafka..", "scala..");
        onlyIn("io.raudal.duckdb..", "java.sql..", "javax.sql..", "org.duckdb..");
    }

    @Test
    void classes_names_sayWhatTheyAre() {
        check(noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Abstract"));
    }

    @Test
    void output_outsideTheCommand_isLoggedWithSlf4j() {
        JavaClasses services = RAUDAL.that(not(resideInAnyPackage("io.raudal.cli..")));
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true).check(services);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.allowEmptyShould(true).check(RAUDAL);
    }

    private static void onlyIn(String home, String... technology) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(RAUDAL);
    }

    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.", -1)[2];
    }
}
