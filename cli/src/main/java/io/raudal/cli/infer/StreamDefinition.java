package io.raudal.cli.infer;

import io.raudal.model.Format;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the sample says of the stream that it is of.
 *
 * @param stream its name
 * @param source of the sample, as the user named it
 * @param nullTexts texts that mean NULL in a CSV file, besides the empty one
 * @param time empty if no column can be the stream's time
 */
record StreamDefinition(
        String stream,
        String source,
        Sample sample,
        List<InferredColumn> columns,
        Set<String> nullTexts,
        Optional<TimeColumn> time) {
    private static final int FEW = 2;
    /** From so many events on it means something that a value is never missing. */
    private static final int MANY = 100;

    static StreamDefinition of(String stream, String source, Sample sample, boolean decimals) {
        ColumnTypes types = ColumnTypes.of(sample, decimals);
        return new StreamDefinition(
                stream, source, sample, types.columns(), types.nullTexts(), TimeColumn.of(types.columns()));
    }

    /** The column's type as the pipeline file has it; {@code NOT NULL} of the time column, or where a large sample says so. */
    String typeText(InferredColumn column) {
        boolean isTheTime =
                time.filter(chosen -> chosen.column().equals(column)).isPresent();
        return column.typeText(column.always() && (isTheTime || sample.records() >= MANY));
    }

    /** Text columns that most events have and whose values repeat: at least five times on average. */
    List<InferredColumn> keyCandidates() {
        return columns.stream()
                .filter(c -> c.field().isText() && c.disorder() == null)
                .filter(c -> 2 * c.present() >= sample.records())
                .filter(c -> c.field().texts().distinct() >= FEW
                        && c.field().texts().distinct() <= TextProfile.MOST_DISTINCT
                        && 5L * c.field().texts().distinct() <= c.present())
                .toList();
    }

    /** The format as the pipeline file names it; empty for the default. */
    Optional<String> formatText() {
        if (sample.format() instanceof Format.Csv csv) {
            StringBuilder text = new StringBuilder("{ csv: { header: ").append(csv.header());
            if (csv.delimiter() != ',') {
                text.append(", delimiter: ").append(YamlText.doubleQuoted(String.valueOf(csv.delimiter())));
            }
            if (!nullTexts.isEmpty()) {
                text.append(", null: [\"\"");
                nullTexts.forEach(n -> text.append(", ").append(YamlText.doubleQuoted(n)));
                text.append(']');
            }
            return Optional.of(text.append(" } }").toString());
        }
        if (sample.format() instanceof Format.Text pattern) {
            return Optional.of(
                    "{ text: { pattern: " + YamlText.quoted(pattern.pattern().pattern()) + " } }");
        }
        return Optional.empty();
    }
}
