package io.raudal.sql;

import io.raudal.model.Message;
import io.raudal.model.Position;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.Problem.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Collects the problems of one SQL text. The message of a problem is the bundle's text under its key; what to do about it stands
 * under the key with {@code .remedy} behind it, where there is something to do. Both get the same arguments.
 */
final class Diagnostics {
    private static final String BUNDLE = "io.raudal.sql.messages";

    private final String path;
    private final Positions positions;
    private final Set<Problem> problems;
    private boolean failed;

    /** @param problems where the problems go; each is kept once */
    Diagnostics(String path, Positions positions, Set<Problem> problems) {
        this.path = path;
        this.positions = positions;
        this.problems = problems;
    }

    void error(SqlNode place, String key, Object... arguments) {
        error(place.getParserPosition(), key, arguments);
    }

    void error(SqlParserPos place, String key, Object... arguments) {
        failed = true;
        add(Severity.ERROR, at(place), key, arguments);
    }

    /** A problem of the view or column as a whole. */
    void error(String key, Object... arguments) {
        failed = true;
        add(Severity.ERROR, positions.of(path), key, arguments);
    }

    void warn(SqlNode place, String key, Object... arguments) {
        add(Severity.WARNING, at(place.getParserPosition()), key, arguments);
    }

    /** Whether there was an error. */
    boolean failed() {
        return failed;
    }

    private Position at(SqlParserPos place) {
        return positions.inText(path, new Position(Math.max(1, place.getLineNum()), Math.max(1, place.getColumnNum())));
    }

    private void add(Severity severity, Position position, String key, Object... arguments) {
        List<String> texts = Arrays.stream(arguments)
                .map(argument -> argument instanceof Number
                        ? argument.toString()
                        : positions.hidden(path, String.valueOf(argument)))
                .toList();
        Message remedy = ResourceBundle.getBundle(
                                BUNDLE,
                                Locale.ROOT,
                                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                        .containsKey(key + ".remedy")
                ? new Message(BUNDLE, key + ".remedy", texts)
                : null;
        problems.add(new Problem(severity, path, position, new Message(BUNDLE, key, texts), null, remedy));
    }
}
