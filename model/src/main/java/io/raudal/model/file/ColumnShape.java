package io.raudal.model.file;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Message;
import io.raudal.model.Nearest;
import io.raudal.model.TimestampFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column: a type, or a map of {@code type}, {@code path}, {@code format}, {@code as}. */
final class ColumnShape {
    private static final Pattern NOT_NULL = Pattern.compile("(?is)(.*\\S)\\s+NOT\\s+NULL\\s*");
    private static final Pattern EPOCH = Pattern.compile("(?is)\\s*TIMESTAMP\\s*\\(\\s*([a-z]+_?[a-z]*)\\s*\\)\\s*");
    private static final Pattern TEXT_MAP = Pattern.compile("(?is)\\s*MAP\\s*<\\s*(?:STRING|VARCHAR)\\s*,([^,]+)>\\s*");
    private static final List<String> SIMPLE = Stream.of(DataType.Simple.values())
            .filter(type -> DataType.parse(type.name()).isPresent())
            .map(DataType.Simple::name)
            .toList();
    private static final List<String> EPOCHS = Arrays.stream(TimestampFormat.Epoch.Unit.values())
            .map(unit -> "TIMESTAMP(" + unit.text() + ")")
            .toList();
    static final String TYPES = Texts.list(SIMPLE) + ", DECIMAL(p,s), ARRAY<T>, MAP<T>, " + Texts.list(EPOCHS);

    /** What other systems call the types. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("VARCHAR", "STRING"),
            Map.entry("CHAR", "STRING"),
            Map.entry("TEXT", "STRING"),
            Map.entry("INTEGER", "INT"),
            Map.entry("SMALLINT", "INT"),
            Map.entry("TINYINT", "INT"),
            Map.entry("LONG", "BIGINT"),
            Map.entry("FLOAT", "DOUBLE"),
            Map.entry("REAL", "DOUBLE"),
            Map.entry("NUMBER", "DOUBLE"),
            Map.entry("BOOL", "BOOLEAN"),
            Map.entry("DATETIME", "TIMESTAMP"),
            Map.entry("TIMESTAMP", "TIMESTAMP"),
            Map.entry("TIMESTAMP_LTZ", "TIMESTAMP"),
            Map.entry("TIMESTAMPTZ", "TIMESTAMP"),
            Map.entry("TIME", "TIME"),
            Map.entry("OBJECT", "JSON"),
            Map.entry("JSONB", "JSON"));

    /** A type with what its text says besides. */
    private record Typed(DataType type, boolean notNull, TimestampFormat format) {}

    /** A column before it is known in what format its stream is written. */
    record Draft(
            DataType type,
            boolean notNull,
            @Nullable String path,
            Place pathPlace,
            TimestampFormat format,
            @Nullable String as) {}

    private static final Shape.Scalar<Typed> TYPE = new Shape.Scalar<>(
            ColumnShape::type, schema -> schema.put("type", "string").put("pattern", schemaPattern()));
    private static final Key<Typed> TYPE_KEY = Key.required("type", TYPE);
    private static final Key<String> PATH = Key.optional("path", Scalars.TEXT);
    private static final Key<String> FORMAT = Key.optional("format", Scalars.TEXT);
    private static final Key<String> AS = Key.optional("as", Scalars.SQL);

    private static final Shape.Scalar<Draft> SHORT = new Shape.Scalar<>(
            (scalar, place) -> {
                Typed typed = type(scalar, place);
                return typed == null ? null : new Draft(typed.type, typed.notNull, null, place, typed.format, null);
            },
            TYPE.describe());

    /** Of a stream. */
    static final Shape<List<Shape.Named<Draft>>> COLUMNS = columns("column", TYPE_KEY, PATH, FORMAT, AS);
    /** Of a table: not computed. */
    static final Shape<List<Shape.Named<Draft>>> TABLE_COLUMNS = columns("tableColumn", TYPE_KEY, PATH, FORMAT);

    private ColumnShape() {}

    private static Shape<List<Shape.Named<Draft>>> columns(String name, Key<?>... keys) {
        Group<Draft> group = Group.of(name, List.of(keys), ColumnShape::draft);
        return new Shape.MapOf<>(Shape.Names.ANY, new Shape.Either<>(SHORT, group), 1);
    }

    private static @Nullable Typed type(Node.Scalar scalar, Place place) {
        String text = scalar.text();
        Matcher notNull = NOT_NULL.matcher(text);
        String name = notNull.matches() ? notNull.group(1) : text;
        Matcher epoch = EPOCH.matcher(name);
        if (epoch.matches()) {
            for (TimestampFormat.Epoch.Unit unit : TimestampFormat.Epoch.Unit.values()) {
                if (unit.text().equalsIgnoreCase(epoch.group(1))) {
                    return new Typed(DataType.Simple.TIMESTAMP, notNull.matches(), new TimestampFormat.Epoch(unit));
                }
            }
        }
        Optional<DataType> type = DataType.parse(name);
        if (type.isEmpty()) {
            place.error(Texts.of("must.be.type"), scalar, typeRemedy(name));
            return null;
        }
        return new Typed(type.get(), notNull.matches(), new TimestampFormat.Iso());
    }

    private static Message typeRemedy(String name) {
        String word = name.replaceAll("\\(\\s*[0-9, ]*\\)", "").strip().toUpperCase(Locale.ROOT);
        if (word.equals("DECIMAL") || word.equals("NUMERIC")) {
            return Texts.of("types.decimal", String.valueOf(DataType.Decimal.MAX_PRECISION));
        }
        Matcher map = TEXT_MAP.matcher(name);
        return Optional.ofNullable(map.matches() ? "MAP<" + map.group(1).strip() + ">" : SYNONYMS.get(word))
                .or(() -> Nearest.of(word, SIMPLE))
                .or(() -> Nearest.of(name.replaceAll("\\s+", ""), EPOCHS))
                .map(known -> Texts.of("did.you.mean.type", known, TYPES))
                .orElseGet(() -> Texts.of("types", TYPES));
    }

    private static String schemaPattern() {
        String simple =
                String.join("|", SIMPLE.stream().map(ColumnShape::inAnyCase).toList());
        String epoch = inAnyCase("TIMESTAMP") + "\\s*\\(\\s*" + inAnyCase("EPOCH") + "_[SsMmUuNn][Ss]?\\s*\\)";
        String nested = "(" + inAnyCase("ARRAY") + "|" + inAnyCase("MAP") + ")\\s*<.+>";
        String decimal = inAnyCase("DECIMAL") + "\\s*\\(\\s*\\d{1,2}\\s*,\\s*\\d{1,2}\\s*\\)";
        return "^\\s*(" + String.join("|", simple, epoch, nested, decimal) + ")(\\s+" + inAnyCase("NOT") + "\\s+"
                + inAnyCase("NULL") + ")?\\s*$";
    }

    /** JSON Schema's patterns have no flag for it. */
    private static String inAnyCase(String word) {
        StringBuilder pattern = new StringBuilder();
        word.chars()
                .forEach(c -> pattern.append('[')
                        .append((char) c)
                        .append((char) Character.toLowerCase(c))
                        .append(']'));
        return pattern.toString();
    }

    private static @Nullable Draft draft(Values values) {
        Typed typed = values.get(TYPE_KEY);
        String as = values.get(AS);
        if (values.has(AS)) {
            Stream.of(PATH, FORMAT)
                    .filter(values::has)
                    .forEach(key -> values.at(key)
                            .error(Texts.of("column.as.with", key.name()), Texts.of("column.as.remedy", key.name())));
        }
        if (typed == null) {
            return null;
        }
        TimestampFormat format = typed.format;
        String pattern = values.get(FORMAT);
        if (pattern != null) {
            format = TimePatterns.read(pattern, typed.type, format, values.at(FORMAT));
        }
        return new Draft(typed.type, typed.notNull, values.get(PATH), values.at(PATH), format, as);
    }

    /** The column in events of this format. */
    static Column column(String name, Draft draft, Format format) {
        return new Column(name, draft.type, draft.notNull, path(name, draft, format), draft.format, draft.as);
    }

    private static FieldPath path(String name, Draft draft, Format format) {
        if (draft.path == null) {
            return FieldPath.of(name);
        }
        Optional<FieldPath> path = FieldPath.parse(draft.path);
        if (format instanceof Format.Json) {
            if (path.isEmpty()) {
                draft.pathPlace.error(Texts.of("must.be.path"), draft.path, Texts.of("must.be.path.remedy"));
            }
            return path.orElseGet(() -> FieldPath.of(name));
        }
        if (format instanceof Format.Csv csv && !csv.header()) {
            draft.pathPlace.error(Texts.of("path.without.header"), draft.path, Texts.of("path.without.header.remedy"));
        }
        return path.filter(p -> p.steps().size() == 1).orElseGet(() -> FieldPath.of(draft.path));
    }
}
