package io.raudal.model.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.snakeyaml.error.MarkedYAMLException;
import io.raudal.model.Message;
import io.raudal.model.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one YAML document into nodes. Aliases are followed, within bounds; tags, merge keys and further documents are refused. A
 * syntax error ends the reading: what stands behind it cannot be judged.
 */
final class YamlReader {
    static final int MAX_DEPTH = 50;
    /** Counted with aliases followed. */
    static final int MAX_NODES = 200_000;

    /** Which words of the YAML parser mean which of our sentences; the first that fits is taken. */
    private static final List<Map.Entry<String, String>> SENTENCES = List.of(
            Map.entry("mapping values are not allowed", "syntax.colon"),
            Map.entry("found character '\\t", "syntax.tab"),
            Map.entry("that cannot start any token", "syntax.start"),
            Map.entry("expected ',' or", "syntax.unclosed"),
            Map.entry("found unexpected end of stream", "syntax.quote"),
            Map.entry("escape", "syntax.escape"),
            Map.entry("expected <block end>", "syntax.indentation"),
            Map.entry("are not allowed here", "syntax.indentation"),
            Map.entry("could not find expected ':'", "syntax.key"),
            Map.entry("Expected a field name", "syntax.name"));

    private static final String YAML_TAG = "tag:yaml.org,2002:";

    private record Anchored(Node node, int nodes, int depth) {}

    private final References references;
    private final Reading reading;
    private final YAMLParser parser;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;
    private int deepest;
    /** Of what is being read. */
    private String path = "";
    /** Of what was read last. */
    private String lastPath = "";

    private YamlReader(String text, References references, Reading reading) throws IOException {
        this.references = references;
        this.reading = reading;
        this.parser = new YAMLFactory().createParser(text);
    }

    /** The document's value; {@link Node.Unreadable}, with a problem reported, if there is none. */
    static Node read(String text, References references, Reading reading) {
        try {
            YamlReader reader = new YamlReader(text, references, reading);
            try (reader.parser) {
                return reader.document();
            } catch (JsonProcessingException e) {
                reader.syntaxError(e);
            } catch (BoundReached e) {
                reader.stop(e.position, Texts.of(e.rule, e.bound));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Node.Unreadable(Position.START);
    }

    private Node document() throws IOException, BoundReached {
        JsonToken first = parser.nextToken();
        if (first == null) {
            reading.error("", Position.START, Texts.of("file.empty"), null, Texts.of("file.empty.remedy"));
            return new Node.Unreadable(Position.START);
        }
        Node root = node(first, "", 1);
        if (parser.nextToken() != null) {
            reading.error("", position(), Texts.of("yaml.documents"), null, Texts.of("yaml.documents.remedy"));
        }
        return root;
    }

    private Node node(JsonToken token, String at, int depth) throws IOException, BoundReached {
        path = at;
        lastPath = at;
        Position position = position();
        count(1, depth, position);
        if (parser.isCurrentAlias()) {
            return alias(new Place(at, "", position, reading), depth);
        }
        if (parser.getTypeId() != null) {
            reading.error(at, position, Texts.of("yaml.tag"), tag(parser.getTypeId()), Texts.of("yaml.tag.remedy"));
        }
        String anchor = token.isScalarValue() ? scalarAnchor(position) : parser.getObjectId();
        int nodesBefore = nodes;
        int deepestBefore = deepest;
        deepest = depth;
        Node node = switch (token) {
            case START_OBJECT -> mapping(position, at, depth);
            case START_ARRAY -> sequence(position, at, depth);
            default -> scalar(token, position, at);
        };
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, nodes - nodesBefore, deepest - depth));
        }
        deepest = Math.max(deepest, deepestBefore);
        return node;
    }

    private static String tag(String id) {
        return id.startsWith(YAML_TAG) ? "!!" + id.substring(YAML_TAG.length()) : "!" + id;
    }

    private Node alias(Place place, int depth) throws IOException, BoundReached {
        Anchored anchored = anchors.get(parser.getText());
        if (anchored == null) {
            place.error(
                    Texts.of("yaml.alias"), "*" + parser.getText(), Texts.of("yaml.alias.remedy", parser.getText()));
            return new Node.Unreadable(place.position());
        }
        count(anchored.nodes, depth + anchored.depth, place.position());
        return anchored.node;
    }

    private Node mapping(Position position, String at, int depth) throws IOException, BoundReached {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (next(at) == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            Position keyPosition = position();
            Place place = new Place(at, "", position, reading).child(key, keyPosition);
            Node value = node(next(place.path()), place.path(), depth + 1);
            Node.Entry earlier = entries.get(key);
            if (key.equals("<<")) {
                place.error(Texts.of("yaml.merge"), Texts.of("yaml.merge.remedy"));
            } else if (earlier != null) {
                place.error(
                        Texts.of(
                                "yaml.twice",
                                String.valueOf(earlier.keyPosition().line())),
                        Texts.of("yaml.twice.remedy"));
            } else {
                entries.put(key, new Node.Entry(key, keyPosition, atKeyIfEmpty(value, keyPosition)));
            }
        }
        Place place = new Place(at, "", position, reading);
        return new Node.Mapping(position, CutTexts.joined(List.copyOf(entries.values()), place));
    }

    /** The next token, at a path that a syntax error in it is told with. */
    private JsonToken next(String at) throws IOException {
        path = at;
        return parser.nextToken();
    }

    private static Node atKeyIfEmpty(Node node, Position keyPosition) {
        return node instanceof Node.Scalar scalar
                        && scalar.isNull()
                        && scalar.written().isEmpty()
                ? new Node.Scalar(keyPosition, scalar.style(), "", "", List.of())
                : node;
    }

    private Node sequence(Position position, String at, int depth) throws IOException, BoundReached {
        List<Node> items = new ArrayList<>();
        Place place = new Place(at, "", position, reading);
        for (JsonToken token = next(at); token != JsonToken.END_ARRAY; token = next(at)) {
            items.add(node(token, place.child(items.size(), position).path(), depth + 1));
        }
        return new Node.Sequence(position, items);
    }

    private Node scalar(JsonToken token, Position position, String at) throws IOException {
        String text = parser.getText();
        Node.Style style = token == JsonToken.VALUE_NULL ? Node.Style.PLAIN : style(position);
        Node.Scalar scalar = new Node.Scalar(position, style, text, text, List.of());
        return references.resolve(scalar, new Place(at, "", position, reading));
    }

    /** Of a scalar; the parser tells those of maps and lists alone. Empty if there is none. */
    private String scalarAnchor(Position position) {
        FileText source = reading.fileText();
        int at = source.index(position);
        StringBuilder anchor = new StringBuilder();
        if (at < source.length() && source.at(at) == '&') {
            at++;
            while (at < source.length()
                    && !Character.isWhitespace(source.at(at))
                    && ",[]{}".indexOf(source.at(at)) < 0) {
                anchor.append(source.at(at++));
            }
        }
        return anchor.toString();
    }

    /** The parser does not tell; the first character behind anchor, tag and comments does. */
    private Node.Style style(Position position) {
        FileText source = reading.fileText();
        int at = source.index(position);
        while (at < source.length()) {
            char c = source.at(at);
            if (c == '&' || c == '!') {
                while (at < source.length() && !Character.isWhitespace(source.at(at))) {
                    at++;
                }
            } else if (c == '#') {
                while (at < source.length() && source.at(at) != '\n') {
                    at++;
                }
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                return switch (c) {
                    case '"', '\'' -> Node.Style.QUOTED;
                    case '|' -> Node.Style.LITERAL;
                    case '>' -> Node.Style.FOLDED;
                    default -> Node.Style.PLAIN;
                };
            }
        }
        return Node.Style.PLAIN;
    }

    private void count(int more, int depth, Position position) throws BoundReached {
        nodes += more;
        deepest = Math.max(deepest, depth);
        if (depth > MAX_DEPTH) {
            throw new BoundReached("yaml.deep", String.valueOf(MAX_DEPTH), position);
        }
        if (nodes > MAX_NODES) {
            throw new BoundReached("yaml.large", String.valueOf(MAX_NODES), position);
        }
    }

    private Position position() {
        return position(parser.currentTokenLocation());
    }

    private static Position position(JsonLocation location) {
        return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    @SuppressWarnings("deprecation") // of Jackson's exception; nothing else gives the parser's words and mark
    private void syntaxError(JsonProcessingException e) {
        Position position = e.getLocation() == null ? Position.START : position(e.getLocation());
        String words = e.getOriginalMessage();
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            position = new Position(
                    marked.getProblemMark().getLine() + 1,
                    marked.getProblemMark().getColumn() + 1);
            words = marked.getProblem();
            if (words.contains("unexpected end of stream") || words.contains("<stream end>")) {
                position = marked.getContextMark() == null
                        ? position
                        : new Position(
                                marked.getContextMark().getLine() + 1,
                                marked.getContextMark().getColumn() + 1);
            }
        }
        for (Map.Entry<String, String> sentence : SENTENCES) {
            if (words.contains(sentence.getKey())) {
                // A colon too many stands in, or behind, a value that seemed to be whole.
                path = sentence.getValue().equals("syntax.colon") ? lastPath : path;
                stop(position, Texts.of(sentence.getValue()), Texts.of(sentence.getValue() + ".remedy"));
                return;
            }
        }
        stop(position, Texts.of("syntax.other"), Texts.of("syntax.other.remedy"));
    }

    private void stop(Position position, Message rule, Message remedy) {
        reading.error(path, position, rule, null, remedy);
    }

    private void stop(Position position, Message rule) {
        reading.error(path, position, rule, null, null);
    }

    /** The document is deeper or larger than any pipeline; reading ends. */
    private static final class BoundReached extends Exception {
        private static final long serialVersionUID = 1L;

        private final String rule;
        private final String bound;
        private final transient Position position;

        BoundReached(String rule, String bound, Position position) {
            super(rule);
            this.rule = rule;
            this.bound = bound;
            this.position = position;
        }
    }
}
