package io.raudal.cli.infer;

import io.raudal.engine.scan.CsvRecords;
import io.raudal.model.Format;
import io.raudal.model.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a sample of CSV, and finds out what separates its fields and whether it has a header. */
final class CsvSampler {
    private static final String DELIMITERS = ",;\t|";
    private static final int SNIFFED_RECORDS = 200;
    private static final double ALIKE = 0.8;
    private static final char QUOTE = '"';

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
            int fields = records.stream()
                    .mapToInt(List::size)
                    .filter(cells -> cells > 0)
                    .findFirst()
                    .orElse(0);
            long alike = records.stream().filter(r -> r.size() == fields).count();
            if (fields > bestFields && alike >= ALIKE * records.size()) {
                best = delimiter;
                bestFields = fields;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * A header has no text that looks like a value. Where one of its texts is there twice or missing, as what writes an index without a
     * name leaves it, some column must have nothing but values below its name.
     */
    static boolean hasHeader(String head, char delimiter) {
        List<List<String>> records = first(head, delimiter);
        List<String> names = records.isEmpty() ? List.of() : records.get(0);
        List<String> written = names.stream().filter(name -> !name.isBlank()).toList();
        if (written.isEmpty() || written.stream().anyMatch(Cells::isValue)) {
            return false;
        }
        return new HashSet<>(written).size() == names.size() || isOverValues(records);
    }

    private static boolean isOverValues(List<List<String>> records) {
        List<String> names = records.get(0);
        return IntStream.range(0, names.size())
                .filter(column -> !names.get(column).isBlank())
                .anyMatch(column -> {
                    FieldProfile field = new FieldProfile();
                    records.stream()
                            .skip(1)
                            .filter(record -> record.size() == names.size())
                            .forEach(record -> Cells.see(field, record.get(column)));
                    return Cells.isOfValues(field);
                });
    }

    Sample read(InputStream in, char delimiter, boolean hasHeader) throws IOException {
        CsvRecords csv = new CsvRecords(in, delimiter, QUOTE);
        List<String> record = csv.next();
        long records = 0;
        long unreadable = 0;
        for (; record != null && record.isEmpty() && !hasHeader; record = csv.next()) {
            unreadable++;
        }
        List<Message> remarks = new ArrayList<>();
        List<String> first = record == null ? List.of() : record;
        List<String> names = hasHeader ? names(first, remarks) : numbered(first.size());
        FieldProfile root = new FieldProfile();
        names.stream().filter(name -> !name.isEmpty()).forEach(root::child);
        CalendarParts calendar = new CalendarParts(names);
        record = hasHeader && record != null ? csv.next() : record;
        for (; record != null && records + unreadable < most; record = csv.next()) {
            if (record.isEmpty() || record.size() != names.size()) {
                unreadable++;
                continue;
            }
            records++;
            calendar.see(record);
            for (int i = 0; i < record.size(); i++) {
                if (!names.get(i).isEmpty()) {
                    Cells.see(root.child(names.get(i)), record.get(i));
                }
            }
        }
        Format format = new Format.Csv(hasHeader, delimiter, QUOTE, List.of(""));
        return new Sample(format, calendar, root, records, unreadable, record == null, remarks);
    }

    private static List<String> numbered(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(i -> "c" + i).toList();
    }

    /** What a column can be read by: empty where the header has no name, or has it twice. */
    private static List<String> names(List<String> header, List<Message> remarks) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            places.computeIfAbsent(header.get(i).isBlank() ? "" : header.get(i), name -> new ArrayList<>())
                    .add(i + 1);
        }
        places.forEach((name, columns) -> {
            String numbers = columns.stream().map(String::valueOf).collect(Collectors.joining(", "));
            if (name.isEmpty()) {
                remarks.add(Inference.message("infer.header-blank", numbers));
            } else if (columns.size() > 1) {
                remarks.add(Inference.message("infer.header-twice", name, numbers));
            }
        });
        return header.stream()
                .map(name ->
                        name.isBlank() || places.getOrDefault(name, List.of()).size() > 1 ? "" : name)
                .toList();
    }

    private static List<List<String>> first(String head, char delimiter) {
        List<List<String>> records = new ArrayList<>();
        CsvRecords in =
                new CsvRecords(new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)), delimiter, QUOTE);
        try {
            List<String> record = in.next();
            for (; record != null && records.size() < SNIFFED_RECORDS; record = in.next()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }
}
