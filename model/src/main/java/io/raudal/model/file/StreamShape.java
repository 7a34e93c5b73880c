package io.raudal.model.file;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stream. */
final class StreamShape {
    private static final Shape.Scalar<Duration> FROM_ZERO = Scalars.duration(false);
    private static final Shape.Scalar<Duration> POSITIVE = Scalars.duration(true);
    private static final int MAX_PARTITIONS = 1024;

    /** A column that is named, and where. */
    private record Reference(String name, Place place) {}

    private static final Shape.Scalar<Reference> REFERENCE = new Shape.Scalar<>(
            (scalar, place) -> {
                String name = Scalars.TEXT.readPresent(scalar, place);
                return name == null ? null : new Reference(name, place);
            },
            Scalars.TEXT.describe());

    private record TimeDraft(@Nullable Reference column, Duration lateness, Duration idle, Duration ahead) {}

    private static final Key<Reference> TIME_COLUMN = Key.required("column", REFERENCE);
    private static final Key<Duration> LATENESS = Key.optional("lateness", FROM_ZERO, "0s");
    private static final Key<Duration> IDLE = Key.optional("idle", POSITIVE, "10s");
    private static final Key<Duration> AHEAD = Key.optional("ahead", FROM_ZERO, "1h");
    private static final Group<TimeDraft> TIME_GROUP = Group.of(
            "time",
            List.of(TIME_COLUMN, LATENESS, IDLE, AHEAD),
            values -> new TimeDraft(
                    values.get(TIME_COLUMN),
                    values.getOrDefault(LATENESS),
                    values.getOrDefault(IDLE),
                    values.getOrDefault(AHEAD)));

    private record IdDraft(@Nullable Reference column, Duration horizon, Place place) {}

    private static final Key<Reference> ID_COLUMN = Key.required("column", REFERENCE);
    private static final Key<Duration> HORIZON = Key.optional("horizon", POSITIVE, "1h");
    private static final Group<IdDraft> ID_GROUP = Group.of(
            "id",
            List.of(ID_COLUMN, HORIZON),
            values -> new IdDraft(values.get(ID_COLUMN), values.getOrDefault(HORIZON), values.at(HORIZON)));
    private static final Shape.Scalar<IdDraft> ID_NAME = new Shape.Scalar<>(
            (scalar, place) -> new IdDraft(REFERENCE.readPresent(scalar, place), HORIZON.ofDefault(), place),
            REFERENCE.describe());

    private static final Key<List<Shape.Named<ColumnShape.Draft>>> COLUMNS =
            Key.required("columns", ColumnShape.COLUMNS);
    private static final Key<Format> FORMAT = Key.optional("format", FormatShape.STREAM, "json");
    private static final Key<ZoneId> ZONE = Key.optional("zone", Scalars.ZONE, "UTC");
    private static final Key<TimeDraft> TIME = Key.required("time", TIME_GROUP);
    private static final Key<Reference> KEY = Key.optional("key", REFERENCE);
    private static final Key<IdDraft> ID = Key.optional("id", new Shape.Either<>(ID_NAME, ID_GROUP));
    private static final Key<Long> PARTITIONS = Key.optional("partitions", Scalars.whole(1, MAX_PARTITIONS), "2");
    private static final Key<Duration> RETENTION = Key.optional("retention", POSITIVE, "7d");
    private static final Key<List<SourceShape.Draft>> SOURCES =
            Key.optional("sources", new Shape.ListOf<>(SourceShape.SOURCE, 0));

    static final Group<Stream> STREAM = Group.of(
            "stream",
            List.of(COLUMNS, FORMAT, ZONE, TIME, KEY, ID, PARTITIONS, RETENTION, SOURCES),
            StreamShape::stream);

    private StreamShape() {}

    private static @Nullable Stream stream(Values values) {
        List<Shape.Named<ColumnShape.Draft>> named = values.get(COLUMNS);
        TimeDraft time = values.get(TIME);
        if (named == null) {
            return null;
        }
        Format format = values.getOrDefault(FORMAT);
        List<Column> columns = columns(named, format);
        if (format instanceof Format.Text text) {
            checkGroups(named, columns, FormatShape.groups(text.pattern()));
        }
        Optional<Column> timeColumn = column(named, columns, time == null ? null : time.column);
        checkTime(timeColumn, time == null ? null : time.column);
        Reference key = values.get(KEY);
        checkScalar(column(named, columns, key), key);
        IdDraft id = values.get(ID);
        Reference idColumn = id == null ? null : id.column;
        checkScalar(column(named, columns, idColumn), idColumn);
        if (id != null && time != null && id.horizon.compareTo(time.lateness) < 0) {
            // Of each id only the last event's time is kept: one that is further back than the horizon must be late.
            id.place.error(
                    Texts.of("horizon.lateness", Durations.text(time.lateness)),
                    Durations.text(id.horizon),
                    Texts.of("horizon.lateness.remedy", Durations.text(time.lateness)));
        }
        List<SourceShape.Draft> sources = values.list(SOURCES);
        sources.forEach(source -> source.check(format, timeColumn));
        if (time == null || time.column == null) {
            return null;
        }
        return new Stream(
                values.place().name(),
                columns,
                format,
                values.getOrDefault(ZONE),
                new Stream.Time(time.column.name(), time.lateness, time.idle, time.ahead),
                key == null ? null : key.name(),
                id == null || idColumn == null ? null : new Stream.Id(idColumn.name(), id.horizon),
                values.getOrDefault(PARTITIONS).intValue(),
                values.getOrDefault(RETENTION),
                sources.stream().map(SourceShape.Draft::source).toList());
    }

    /** The columns that are well, with their paths as the format has them. */
    static List<Column> columns(List<Shape.Named<ColumnShape.Draft>> named, Format format) {
        List<Column> columns = new ArrayList<>();
        for (Shape.Named<ColumnShape.Draft> column : named) {
            ColumnShape.Draft draft = column.value();
            if (draft != null) {
                columns.add(ColumnShape.column(column.name(), draft, format));
            }
        }
        return columns;
    }

    private static void checkGroups(
            List<Shape.Named<ColumnShape.Draft>> named, List<Column> columns, Set<String> groups) {
        for (Column column : columns) {
            String group = column.path().steps().get(0) instanceof FieldPath.Step.Name name ? name.name() : "";
            if (column.expression() == null && !groups.isEmpty() && !groups.contains(group)) {
                named.stream()
                        .filter(n -> n.name().equals(column.name()))
                        .forEach(n -> n.place()
                                .error(
                                        Texts.of("text.no.group", group),
                                        Texts.of("text.no.group.remedy", group, Texts.list(groups))));
            }
        }
    }

    /** The column that is named, if it is well; a problem if there is no such column. */
    private static Optional<Column> column(
            List<Shape.Named<ColumnShape.Draft>> named, List<Column> columns, @Nullable Reference reference) {
        if (reference == null) {
            return Optional.empty();
        }
        List<String> names = named.stream().map(Shape.Named::name).toList();
        if (!names.contains(reference.name())) {
            reference.place.error(Texts.of("must.be.column"), reference.name(), Texts.meant(reference.name(), names));
        }
        return columns.stream().filter(c -> c.name().equals(reference.name())).findFirst();
    }

    private static void checkTime(Optional<Column> column, @Nullable Reference reference) {
        if (column.isPresent() && reference != null && column.get().type() != DataType.Simple.TIMESTAMP) {
            reference.place.error(
                    Texts.of("must.be.timestamp.column"),
                    reference.name() + " " + column.get().type(),
                    Texts.of("must.be.timestamp.column.remedy"));
        }
    }

    private static void checkScalar(Optional<Column> column, @Nullable Reference reference) {
        if (column.isPresent()
                && reference != null
                && (column.get().type() instanceof DataType.Array
                        || column.get().type() instanceof DataType.Map)) {
            reference.place.error(
                    Texts.of("must.be.scalar.column"),
                    reference.name() + " " + column.get().type(),
                    null);
        }
    }
}
