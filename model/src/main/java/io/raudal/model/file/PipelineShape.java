package io.raudal.model.file;

import io.raudal.model.NameRule;
import io.raudal.model.Stream;
import io.raudal.model.Table;
import io.raudal.model.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whole file. */
final class PipelineShape {
    static final String API_VERSION = "raudal.io/v1alpha1";

    private static final Shape.MapOf<String> LABELS = new Shape.MapOf<>(Shape.Names.ANY, Scalars.TEXT, 0);
    private static final Key<String> NAME = Key.required(
            "name",
            Scalars.matching(
                    NameRule.PIPELINE.pattern(), Texts.of("must.be.dns.label"), Texts.of("must.be.dns.label.remedy")));
    private static final Group<String> METADATA = Group.of(
            "metadata",
            List.of(
                    NAME,
                    Key.optional("namespace", Scalars.TEXT),
                    Key.optional("labels", LABELS),
                    Key.optional("annotations", LABELS)),
            values -> values.get(NAME));

    private static final Key<List<Shape.Named<Stream>>> STREAMS =
            Key.required("streams", new Shape.MapOf<>(Shape.Names.IDENTIFIER, StreamShape.STREAM, 1));
    private static final Key<List<Shape.Named<Table>>> TABLES =
            Key.optional("tables", new Shape.MapOf<>(Shape.Names.IDENTIFIER, TableShape.TABLE, 0));
    private static final Key<List<Shape.Named<View>>> VIEWS =
            Key.optional("views", new Shape.MapOf<>(Shape.Names.IDENTIFIER, ViewShape.VIEW, 0));
    private static final Key<List<Shape.Named<DashboardShape.Draft>>> DASHBOARDS =
            Key.optional("dashboards", new Shape.MapOf<>(Shape.Names.IDENTIFIER, DashboardShape.DASHBOARD, 0));
    private static final Key<List<TestShape.Draft>> TESTS =
            Key.optional("tests", new Shape.ListOf<>(TestShape.TEST, 0));

    /** Everything under {@code spec}; what is wrong in it is reported. */
    record Spec(
            List<Shape.Named<Stream>> streams,
            List<Shape.Named<Table>> tables,
            List<Shape.Named<View>> views,
            List<Shape.Named<DashboardShape.Draft>> dashboards,
            List<TestShape.Draft> tests) {}

    private static final Group<Spec> SPEC = new Group<>(
            "spec",
            List.of(STREAMS, TABLES, VIEWS, DASHBOARDS, TESTS),
            List.of("alerts", "detectors", "notify"),
            false,
            PipelineShape::spec);

    private static final Key<String> METADATA_KEY = Key.required("metadata", METADATA);
    private static final Key<Spec> SPEC_KEY = Key.required("spec", SPEC);

    /** A file before it is known what of it is well. */
    record Draft(@Nullable String name, @Nullable Spec spec) {}

    static final Group<Draft> PIPELINE = Group.of(
            "pipeline",
            List.of(
                    Key.required("apiVersion", Scalars.constant(API_VERSION)),
                    Key.required("kind", Scalars.constant("Pipeline")),
                    METADATA_KEY,
                    SPEC_KEY),
            values -> new Draft(values.get(METADATA_KEY), values.get(SPEC_KEY)));

    private PipelineShape() {}

    private static Spec spec(Values values) {
        List<Shape.Named<Stream>> streams = values.list(STREAMS);
        List<Shape.Named<Table>> tables = values.list(TABLES);
        List<Shape.Named<View>> views = values.list(VIEWS);
        List<TestShape.Draft> tests = values.list(TESTS);
        checkNames(streams, tables, views);
        List<Shape.Named<DashboardShape.Draft>> dashboards = values.list(DASHBOARDS);
        for (Shape.Named<DashboardShape.Draft> dashboard : dashboards) {
            if (dashboard.value() != null) {
                dashboard.value().check(names(views));
            }
        }
        checkTests(tests, names(streams), names(views));
        return new Spec(streams, tables, views, dashboards, tests);
    }

    private static <T> Set<String> names(List<Shape.Named<T>> named) {
        Set<String> names = new LinkedHashSet<>();
        named.forEach(n -> names.add(n.name()));
        return names;
    }

    private static void checkNames(
            List<Shape.Named<Stream>> streams, List<Shape.Named<Table>> tables, List<Shape.Named<View>> views) {
        List<Shape.Named<?>> all = new ArrayList<>();
        all.addAll(streams);
        all.addAll(tables);
        all.addAll(views);
        Map<String, Place> seen = new HashMap<>();
        for (Shape.Named<?> named : all) {
            Place earlier = seen.putIfAbsent(named.name(), named.place());
            if (earlier != null) {
                named.place()
                        .clash(Texts.of("name.taken", earlier.path()), named.name(), Texts.of("name.taken.remedy"));
            }
        }
    }

    private static void checkTests(List<TestShape.Draft> tests, Set<String> streams, Set<String> views) {
        Set<String> seen = new HashSet<>();
        for (TestShape.Draft test : tests) {
            test.check(streams, views);
            if (test.name() != null && !seen.add(test.name())) {
                test.namePlace().error(Texts.of("test.name.twice"), test.name(), null);
            }
        }
    }
}
