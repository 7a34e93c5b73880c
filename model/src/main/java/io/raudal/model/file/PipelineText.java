package io.raudal.model.file;

import io.raudal.model.Dashboard;
import io.raudal.model.Message;
import io.raudal.model.Position;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a pipeline file in which single entries are changed and all else stays as it was written: comments, order, blank
 * lines, line ends. Inside an entry that is replaced, the comment in the line of its key alone is kept. What is written is read
 * again and compared before it is given back, so that a text never changes in meaning elsewhere. Immutable; whether the pipeline is
 * well is for {@link PipelineReader} to say.
 *
 * @param file that problems name
 */
public record PipelineText(Path file, String text) {
    private static final int DEFAULT_STEP = 2;
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");
    private static final Pattern COMMENT = Pattern.compile("[ \t]+#.*");

    /**
     * With the dashboard under its name, in place of one that has the name.
     *
     * @throws RaudalException INVALID_PIPELINE as the other one
     */
    public PipelineText with(Dashboard dashboard) {
        return with("dashboards", dashboard.name(), DashboardDocument.of(dashboard, true));
    }

    /**
     * With the entry {@code spec.SECTION.NAME}, in place of one that is there, else as the section's last.
     *
     * @param value of Map, List, String, Boolean, Number and null; texts mean themselves, so <code>${</code> in them is no reference
     * @throws RaudalException INVALID_PIPELINE if the text is not valid YAML with a map where the entry belongs, or if something in
     *     it, such as an alias for what would be replaced, stands in the way
     */
    public PipelineText with(String section, String name, Map<String, ?> value) {
        Object plain = plain(value);
        boolean marked = text.startsWith("\uFEFF");
        String before = text.substring(marked ? 1 : 0);
        if (!before.isEmpty() && !isLineStart(before, before.length())) {
            before += lineEnd();
        }
        Node root = read(before);
        Extent document = Extent.of(before);
        Extent spec = mapping(document, "spec", "spec", root);
        int step = spec.isFlow()
                ? DEFAULT_STEP
                : Math.max(DEFAULT_STEP, column(before, spec.entries().get(0).start()));
        String after;
        Extent.Entry there = spec.entry(section).orElse(null);
        if (there == null) {
            after = put(before, spec, section, one(name, plain), step);
        } else if (isNothing(root, section) || (!spec.isFlow() && isEmptyFlow(there.value()))) {
            after = put(before, spec, section, one(name, plain), step);
        } else {
            Extent entries = mapping(spec, section, Positions.child("spec", section), root);
            after = put(before, entries, name, plain, step);
        }
        check(root, after, section, name, plain);
        return new PipelineText(file, (marked ? "\uFEFF" : "") + after);
    }

    private static boolean isEmptyFlow(Extent extent) {
        return extent.isMapping() && extent.isFlow() && extent.entries().isEmpty();
    }

    private static boolean isNothing(Node root, String section) {
        return root instanceof Node.Mapping mapping
                && mapping.value().get("spec") instanceof Map<?, ?> spec
                && spec.get(section) == null;
    }

    private static Map<String, @Nullable Object> one(String name, @Nullable Object value) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put(name, value);
        return one;
    }

    /** The map under the key. */
    private Extent mapping(Extent parent, String key, String path, Node root) {
        Extent.Entry entry = parent.entry(key).orElse(null);
        if (entry == null || !entry.value().isMapping()) {
            throw refused(path, root.position(), Texts.of("must.be.map"), null);
        }
        return entry.value();
    }

    private String put(String before, Extent mapping, String key, @Nullable Object value, int step) {
        Extent.Entry there = mapping.entry(key).orElse(null);
        if (mapping.isFlow()) {
            String entry = YamlWriter.flow(one(key, value));
            // without the blanks and brackets of the map around it
            String bare = entry.substring(2, entry.length() - 2);
            if (there != null) {
                return before.substring(0, there.start()) + bare + before.substring(there.end());
            }
            int at = mapping.inside();
            boolean first = mapping.entries().isEmpty();
            if (!first) {
                at = mapping.entries().get(mapping.entries().size() - 1).end();
            }
            return before.substring(0, at) + (first ? " " : ", ") + bare + (first ? " " : "") + before.substring(at);
        }
        int indent = column(before, mapping.entries().get(0).start());
        List<String> lines = new YamlWriter(step).entry(key, value, indent);
        if (there != null) {
            lines.set(0, lines.get(0).substring(indent) + comment(before, there));
        }
        int last = there != null
                ? there.end()
                : mapping.entries().get(mapping.entries().size() - 1).end();
        int to = endOfLine(before, last);
        int from = there != null ? there.start() : to;
        // a block that keeps its line ends reaches to the start of a line
        boolean behindLineEnd = isLineStart(before, to);
        return before.substring(0, from)
                + (there == null && !behindLineEnd ? lineEnd() : "")
                + String.join(lineEnd(), lines)
                + (behindLineEnd ? lineEnd() : "")
                + before.substring(to);
    }

    /** The comment in the line of the entry's key, with the blanks before it; empty if there is none. */
    private static String comment(String text, Extent.Entry entry) {
        int end = endOfLine(text, entry.keyEnd());
        int from = entry.end() <= end ? entry.end() : text.indexOf(':', entry.keyEnd()) + 1;
        Matcher comment = COMMENT.matcher(text.substring(Math.min(from, end), end));
        return comment.matches() ? comment.group() : "";
    }

    private static int column(String text, int index) {
        int start = index;
        while (!isLineStart(text, start)) {
            start--;
        }
        return index - start;
    }

    private static boolean isLineStart(String text, int index) {
        return index == 0 || LINE_END.matcher(text.substring(index - 1, index)).matches();
    }

    private static int endOfLine(String text, int index) {
        if (isLineStart(text, index)) {
            return index;
        }
        Matcher end = LINE_END.matcher(text);
        return end.find(index) ? end.start() : text.length();
    }

    private String lineEnd() {
        Matcher end = LINE_END.matcher(text);
        return end.find() ? end.group() : "\n";
    }

    /** Copied, with numbers as they are read and nothing in the texts that would be a reference. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(String.valueOf(key), plain(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        return value instanceof String string ? string.replace("${", "$${") : value;
    }

    private Node read(String yaml) {
        Reading reading = new Reading(new FileText(yaml));
        Node root = YamlReader.read(yaml, References.UNTOUCHED, reading);
        if (!reading.problems().isEmpty()) {
            throw new RaudalException(file, reading.problems());
        }
        if (!(root instanceof Node.Mapping)) {
            throw refused("", root.position(), Texts.of("must.be.map"), null);
        }
        return root;
    }

    /** Whether the new text says what the old one said, but for the entry. */
    private void check(Node root, String after, String section, String name, @Nullable Object value) {
        Map<String, @Nullable Object> expected = copy(root.value());
        Map<String, @Nullable Object> spec = copy(expected.get("spec"));
        Map<String, @Nullable Object> entries = copy(spec.get(section));
        entries.put(name, value);
        spec.put(section, entries);
        expected.put("spec", spec);
        Reading reading = new Reading(new FileText(after));
        Node read = YamlReader.read(after, References.UNTOUCHED, reading);
        if (!reading.problems().isEmpty() || !expected.equals(read.value())) {
            throw refused(
                    Positions.child(Positions.child("spec", section), name),
                    root.position(),
                    Texts.of("edit.refused"),
                    Texts.of("edit.refused.remedy"));
        }
    }

    private static Map<String, @Nullable Object> copy(@Nullable Object map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    private RaudalException refused(String path, Position position, Message rule, @Nullable Message remedy) {
        return new RaudalException(file, List.of(Problem.error(path, position, rule, null, remedy)));
    }
}
