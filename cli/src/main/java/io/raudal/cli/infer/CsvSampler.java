package io.raudal.cli.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.raudal.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a sample of CSV, and finds out what separates its fields and whether it has a header. */
final class CsvSampler {
    private static final String DELIMITERS = ",;\t|";
    private static final int SNIFFED_RECORDS = 200;
    private static final double ALIKE = 0.8;
    private static final CsvFactory CSV =
            CsvFactory.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private final long most;

    CsvSampler(long most) {
        this.most = most;
    }

    /** The delimiter that cuts nearly all records into the same number of fields, at least two. */
    static Optional<Character> delimiter(String head) {
        Character best = null;
        long bestFields = 1;
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char delimiter = DELIMITERS.charAt(i);
            List<List<String>> records = first(head, delimiter);
            int fields = records.isEmpty() ? 0 : records.get(0).size();
            long alike = records.stream().filter(r -> r.size() == fields).count();
            if (fields > bestFields && alike >= ALIKE * records.size()) {
                best = delimiter;
                bestFields = fields;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A header has a different text in each field, and none that looks like a value. */
    static boolean hasHeader(String head, char delimiter) {
        List<List<String>> records = first(head, delimiter);
        if (records.isEmpty()) {
            return false;
        }
        List<String> names = records.get(0);
        return new HashSet<>(names).size() == names.size() && names.stream().noneMatch(Cells::isValue);
    }

    Sample read(InputStream in, char delimiter, boolean hasHeader) throws IOException {
        FieldProfile root = new FieldProfile();
        List<String> header = new ArrayList<>();
        long records = 0;
        long unreadable = 0;
        List<String> record;
        CalendarParts calendar;
        try (CsvParser parser = parser(new InputStreamReader(in, StandardCharsets.UTF_8), delimiter)) {
            record = next(parser);
            for (int i = 0; record != null && i < record.size(); i++) {
                header.add(hasHeader ? record.get(i) : "c" + (i + 1));
                root.child(header.get(i));
            }
            calendar = new CalendarParts(header);
            record = hasHeader ? next(parser) : record;
            for (; record != null && records + unreadable < most; record = next(parser)) {
                if (record.size() != header.size()) {
                    unreadable++;
                    continue;
                }
                records++;
                calendar.see(record);
                for (int i = 0; i < record.size(); i++) {
                    Cells.see(root.child(header.get(i)), record.get(i));
                }
            }
        }
        Format format = new Format.Csv(hasHeader, delimiter, '"', List.of(""));
        return new Sample(format, calendar, root, records, unreadable, record == null);
    }

    private static List<List<String>> first(String head, char delimiter) {
        List<List<String>> records = new ArrayList<>();
        try (CsvParser parser = parser(new StringReader(head), delimiter)) {
            List<String> record = next(parser);
            for (; record != null && records.size() < SNIFFED_RECORDS; record = next(parser)) {
                records.add(record);
            }
        } catch (JsonProcessingException e) {
            return List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return records;
    }

    private static CsvParser parser(Reader text, char delimiter) throws IOException {
        CsvParser parser = CSV.createParser(text);
        parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(delimiter).withQuoteChar('"'));
        return parser;
    }

    private static @Nullable List<String> next(CsvParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return null;
        }
        List<String> record = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            record.add(parser.getText());
        }
        return record;
    }
}
