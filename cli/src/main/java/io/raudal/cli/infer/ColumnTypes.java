package io.raudal.cli.infer;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.FieldPath;
import io.raudal.model.FieldPath.Step;
import io.raudal.model.Format;
import io.raudal.model.TimestampFormat;
import io.raudal.model.TimestampFormat.Epoch.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From what the sample says of its fields to columns. */
final class ColumnTypes {
    private static final TimestampFormat ISO = new TimestampFormat.Iso();

    private final Sample sample;
    private final boolean decimals;
    private final Set<String> nullTexts = new TreeSet<>();
    private final List<InferredColumn> columns = new ArrayList<>();
    private final ColumnNames names = new ColumnNames();

    private ColumnTypes(Sample sample, boolean decimals) {
        this.sample = sample;
        this.decimals = decimals;
    }

    static ColumnTypes of(Sample sample, boolean decimals) {
        ColumnTypes types = new ColumnTypes(sample, decimals);
        if (sample.format() instanceof Format.Csv) {
            types.findNullTexts(sample.fields());
        }
        types.addFields(sample.fields(), List.of());
        types.addComputedTime();
        return types;
    }

    List<InferredColumn> columns() {
        return columns;
    }

    /** The texts that mean NULL in the whole file; without them some column could not have its type. */
    Set<String> nullTexts() {
        return nullTexts;
    }

    private void findNullTexts(FieldProfile record) {
        for (FieldProfile field : record.children().values()) {
            if (field.needsNullTexts()) {
                nullTexts.addAll(field.nullTexts().keySet());
            }
        }
    }

    private void addFields(FieldProfile record, List<Step> above) {
        for (Map.Entry<String, FieldProfile> child : record.children().entrySet()) {
            List<Step> steps = new ArrayList<>(above);
            steps.add(new Step.Name(child.getKey()));
            FieldProfile field = child.getValue();
            if (field.isRecord()) {
                addFields(field, steps);
            } else {
                columns.add(column(new FieldPath(steps), field));
            }
        }
    }

    private InferredColumn column(FieldPath path, FieldProfile field) {
        String name = names.next(path);
        long missing = field.nullTexts().entrySet().stream()
                .filter(text -> nullTexts.contains(text.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long present = field.present() - missing;
        boolean nullTextsLeft = field.nullTextCount() > missing;
        boolean always = present == sample.records() && present > 0;
        Optional<TimeFormats.Way> time =
                field.isText() && !nullTextsLeft ? field.texts().times().best() : Optional.empty();
        if (time.isPresent()) {
            TimeFormats.Way way = time.get();
            return new InferredColumn(
                    name, path, way.type(), way.format(), always, present, null, way.disorder(), 1, null, field);
        }
        Optional<Unit> epoch =
                field.isNumber() && !nullTextsLeft ? EpochUnit.of(name, field.numbers()) : Optional.empty();
        if (epoch.isPresent()) {
            TimestampFormat format = new TimestampFormat.Epoch(epoch.get());
            double unitMicros = EpochUnit.micros(epoch.get());
            Disorder disorder = field.numbers().disorder();
            return new InferredColumn(
                    name, path, Simple.TIMESTAMP, format, always, present, null, disorder, unitMicros, null, field);
        }
        DataType type = nullTextsLeft ? Simple.STRING : field.type(decimals);
        return new InferredColumn(name, path, type, ISO, always, present, null, null, 1, null, field);
    }

    /** Where there is no TIMESTAMP, one is made: of the columns of a calendar, of a DATE and a TIME, or of the first DATE alone. */
    private void addComputedTime() {
        if (columns.stream().anyMatch(InferredColumn::isTime)) {
            return;
        }
        CalendarParts calendar = sample.calendar();
        if (calendar != null && calendar.names() != null) {
            List<String> parts = calendar.names().stream().map(this::partText).toList();
            addComputed(CalendarParts.expression(parts), calendar.disorder(), calendar.hasTimeOfDay());
            return;
        }
        List<InferredColumn> days = always(Simple.DATE);
        days.stream()
                .flatMap(day -> always(Simple.TIME).stream().map(clock -> new DayAndClock(day, clock)))
                .min(Comparator.comparing(pair -> pair.distance(columns)))
                .ifPresentOrElse(
                        pair -> addComputed(pair.expression(), pair.disorder(), true),
                        () -> days.stream()
                                .findFirst()
                                .ifPresent(day -> addComputed(
                                        "CAST(" + day.name() + " AS TIMESTAMP)",
                                        Objects.requireNonNull(day.disorder()),
                                        false)));
    }

    private List<InferredColumn> always(Simple type) {
        return columns.stream()
                .filter(column -> column.type() == type && column.always())
                .toList();
    }

    private void addComputed(String expression, Disorder disorder, boolean hasTimeOfDay) {
        FieldPath path = FieldPath.of("ts");
        columns.add(new InferredColumn(
                names.next(path),
                path,
                Simple.TIMESTAMP,
                ISO,
                false,
                sample.records(),
                expression,
                disorder,
                1,
                hasTimeOfDay ? null : Inference.message("infer.only-day"),
                new FieldProfile()));
    }

    /** A DATE and a TIME that both are in every event. */
    private record DayAndClock(InferredColumn day, InferredColumn clock) {
        String expression() {
            return "CAST(CONCAT(CAST(%s AS STRING), ' ', CAST(%s AS STRING)) AS TIMESTAMP)"
                    .formatted(day.name(), clock.name());
        }

        /** Columns that stand next to each other are likeliest of one time. */
        int distance(List<InferredColumn> columns) {
            return Math.abs(columns.indexOf(day) - columns.indexOf(clock));
        }

        Disorder disorder() {
            return way(day).disorderWith(way(clock));
        }

        private static TimeFormats.Way way(InferredColumn column) {
            return column.field().texts().times().best().orElseThrow();
        }
    }

    private String partText(String header) {
        FieldPath path = FieldPath.of(header);
        InferredColumn part =
                columns.stream().filter(c -> c.path().equals(path)).findFirst().orElseThrow();
        return part.type() == Simple.STRING ? part.name() : "CAST(" + part.name() + " AS STRING)";
    }
}
