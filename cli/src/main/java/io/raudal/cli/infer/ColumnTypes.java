package io.raudal.cli.infer;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.FieldPath;
import io.raudal.model.FieldPath.Step;
import io.raudal.model.Format;
import io.raudal.model.TimestampFormat;
import io.raudal.model.TimestampFormat.Epoch.Unit;
import java.util.ArrayList;
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
            DataType type = way.isDate() ? Simple.DATE : Simple.TIMESTAMP;
            return new InferredColumn(name, path, type, way.format(), always, present, null, way.disorder(), 1, field);
        }
        Optional<Unit> epoch =
                field.isNumber() && !nullTextsLeft ? EpochUnit.of(name, field.numbers()) : Optional.empty();
        if (epoch.isPresent()) {
            TimestampFormat format = new TimestampFormat.Epoch(epoch.get());
            double unitMicros = EpochUnit.micros(epoch.get());
            Disorder disorder = field.numbers().disorder();
            return new InferredColumn(
                    name, path, Simple.TIMESTAMP, format, always, present, null, disorder, unitMicros, field);
        }
        DataType type = nullTextsLeft ? Simple.STRING : field.type(decimals);
        return new InferredColumn(name, path, type, ISO, always, present, null, null, 1, field);
    }

    /** Where there is no TIMESTAMP, one is made: of the columns of a calendar, or of the first DATE. */
    private void addComputedTime() {
        if (columns.stream().anyMatch(InferredColumn::isTime)) {
            return;
        }
        CalendarParts calendar = sample.calendar();
        if (calendar != null && calendar.names() != null) {
            List<String> parts = calendar.names().stream().map(this::partText).toList();
            columns.add(computed(CalendarParts.expression(parts), calendar.disorder()));
            return;
        }
        columns.stream()
                .filter(column -> column.type() == Simple.DATE && column.always())
                .findFirst()
                .ifPresent(day -> columns.add(
                        computed("CAST(" + day.name() + " AS TIMESTAMP)", Objects.requireNonNull(day.disorder()))));
    }

    private InferredColumn computed(String expression, Disorder disorder) {
        FieldPath path = FieldPath.of("ts");
        return new InferredColumn(
                names.next(path),
                path,
                Simple.TIMESTAMP,
                ISO,
                false,
                sample.records(),
                expression,
                disorder,
                1,
                new FieldProfile());
    }

    private String partText(String header) {
        FieldPath path = FieldPath.of(header);
        InferredColumn part =
                columns.stream().filter(c -> c.path().equals(path)).findFirst().orElseThrow();
        return part.type() == Simple.STRING ? part.name() : "CAST(" + part.name() + " AS STRING)";
    }
}
