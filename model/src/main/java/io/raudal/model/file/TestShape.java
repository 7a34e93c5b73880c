package io.raudal.model.file;

import io.raudal.model.Column;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Nearest;
import io.raudal.model.PipelineTest;
import io.raudal.model.Stream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A test: events that are given, rows that are expected. */
final class TestShape {
    private record Event(Node node, Place place) {}

    private static final Shape<Event> EVENT = new Shape.Free<>(
            (node, place) -> {
                if (node instanceof Node.Mapping || (node instanceof Node.Scalar scalar && scalar.isText())) {
                    return new Event(node, place);
                }
                place.error(Texts.of("must.be.event"), node);
                return null;
            },
            schema -> schema.putArray("type").add("object").add("string"));

    private static final Shape.Scalar<Long> COUNT = Scalars.whole(0, Long.MAX_VALUE);
    private static final Key<String> NAME = Key.required("name", Scalars.TEXT);
    private static final Key<List<Shape.Named<List<Event>>>> GIVEN =
            Key.required("given", new Shape.MapOf<>(Shape.Names.ANY, new Shape.ListOf<>(EVENT, 0), 1));
    private static final Key<List<Shape.Named<List<TableShape.Row>>>> EXPECT =
            Key.optional("expect", new Shape.MapOf<>(Shape.Names.ANY, new Shape.ListOf<>(TableShape.ROW, 0), 0));
    private static final Key<List<Shape.Named<Long>>> LATE =
            Key.optional("late", new Shape.MapOf<>(Shape.Names.ANY, COUNT, 0));
    private static final Key<List<Shape.Named<Long>>> DEAD =
            Key.optional("dead", new Shape.MapOf<>(Shape.Names.ANY, COUNT, 0));

    static final Group<Draft> TEST = Group.of(
            "test",
            List.of(NAME, GIVEN, EXPECT, LATE, DEAD),
            values -> new Draft(
                    values.place(),
                    values.at(NAME),
                    values.get(NAME),
                    values.list(GIVEN),
                    values.list(EXPECT),
                    values.list(LATE),
                    values.list(DEAD)));

    private TestShape() {}

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** A test before it is known which streams and views there are. */
    record Draft(
            Place place,
            Place namePlace,
            @Nullable String name,
            List<Shape.Named<List<Event>>> given,
            List<Shape.Named<List<TableShape.Row>>> expect,
            List<Shape.Named<Long>> late,
            List<Shape.Named<Long>> dead) {

        /** Reports what is named and not there. */
        void check(Set<String> streams, Set<String> views) {
            check(given, streams, "must.be.stream");
            check(late, streams, "must.be.stream");
            check(dead, streams, "must.be.stream");
            check(expect, views, "must.be.view");
        }

        private static <T> void check(List<Shape.Named<T>> named, Set<String> known, String rule) {
            for (Shape.Named<T> name : named) {
                if (!known.contains(name.name())) {
                    name.place().error(Texts.of(rule), name.name(), Texts.meant(name.name(), known));
                }
            }
        }

        /** The streams and views that the test names. */
        Set<String> names() {
            return java.util.stream.Stream.of(given, expect, late, dead)
                    .flatMap(List::stream)
                    .map(Shape.Named::name)
                    .collect(Collectors.toSet());
        }

        /** The test, its events written in the formats of these streams; reports those that cannot be. */
        PipelineTest test(List<Stream> streams) {
            Map<String, List<String>> events = new LinkedHashMap<>();
            for (Shape.Named<List<Event>> stream : given) {
                Optional<Stream> known = streams.stream()
                        .filter(s -> s.name().equals(stream.name()))
                        .findFirst();
                known.ifPresent(s -> events.put(s.name(), texts(orEmpty(stream.value()), s)));
            }
            Map<String, List<Map<String, @Nullable Object>>> rows = new LinkedHashMap<>();
            for (Shape.Named<List<TableShape.Row>> view : expect) {
                rows.put(
                        view.name(),
                        orEmpty(view.value()).stream()
                                .map(row -> row.node().value())
                                .toList());
            }
            return new PipelineTest(name == null ? "" : name, events, rows, counts(late), counts(dead));
        }

        private static Map<String, Long> counts(List<Shape.Named<Long>> named) {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (Shape.Named<Long> name : named) {
                Long count = name.value();
                if (count != null) {
                    counts.put(name.name(), count);
                }
            }
            return counts;
        }

        private static List<String> texts(List<Event> events, Stream stream) {
            List<String> texts = new ArrayList<>();
            for (Event event : events) {
                if (event.node() instanceof Node.Mapping mapping) {
                    texts.add(written(mapping, event.place(), stream));
                } else if (event.node() instanceof Node.Scalar line) {
                    texts.add(line.text());
                }
            }
            return texts;
        }

        private static String written(Node.Mapping event, Place place, Stream stream) {
            if (stream.format() instanceof Format.Csv csv) {
                List<String> names = stream.columns().stream()
                        .filter(column -> column.expression() == null)
                        .map(Column::name)
                        .toList();
                for (Node.Entry entry : event.entries()) {
                    Place at = place.child(entry.key(), entry.keyPosition());
                    if (!names.contains(entry.key())) {
                        at.error(Texts.of("must.be.column"), entry.key(), Texts.meant(entry.key(), names));
                    } else if (!(entry.node() instanceof Node.Scalar)) {
                        at.error(Texts.of("must.be.scalar"), entry.node());
                    }
                }
                return EventText.csv(event, names, csv);
            }
            if (stream.format() instanceof Format.Text) {
                place.error(Texts.of("must.be.line"), event, Texts.of("must.be.line.remedy"));
            } else {
                checkFields(event, place, stream);
            }
            return EventText.json(event);
        }

        /**
         * An event may have fields that no column is read from, as those from elsewhere have. One that is nearly named as a field that
         * is read and not there is a slip.
         */
        private static void checkFields(Node.Mapping event, Place place, Stream stream) {
            List<String> given = event.entries().stream().map(Node.Entry::key).toList();
            List<String> fields = stream.columns().stream()
                    .filter(column -> column.expression() == null)
                    .map(column -> column.path().steps().get(0))
                    .flatMap(step -> step instanceof FieldPath.Step.Name name
                            ? java.util.stream.Stream.of(name.name())
                            : java.util.stream.Stream.empty())
                    .distinct()
                    .toList();
            List<String> absent =
                    fields.stream().filter(field -> !given.contains(field)).toList();
            for (Node.Entry entry : event.entries()) {
                if (!fields.contains(entry.key())) {
                    Nearest.of(entry.key(), absent)
                            .ifPresent(near -> place.child(entry.key(), entry.keyPosition())
                                    .error(Texts.of("must.be.field"), entry.key(), Texts.of("did.you.mean", near)));
                }
            }
        }
    }
}
