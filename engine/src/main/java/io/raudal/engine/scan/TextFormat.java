package io.raudal.engine.scan;

import io.raudal.engine.Decoder;
import io.raudal.model.Column;
import io.raudal.model.ErrorCode;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that a pattern matches whole; its named groups are the columns. */
final class TextFormat extends LineFormat {
    private final Pattern pattern;
    private final String[] groups;

    TextFormat(List<Column> columns, List<Integer> used, Format.Text text, ZoneId zone) {
        super(columns, used, zone);
        pattern = text.pattern();
        groups = usedColumns().stream().map(TextFormat::group).toArray(String[]::new);
        for (String group : groups) {
            if (!hasGroup(pattern, group)) {
                throw new RaudalException(
                        ErrorCode.INVALID_PIPELINE, Details.message("text.group", group, pattern.pattern()));
            }
        }
    }

    private static String group(Column column) {
        return column.path().steps().get(0) instanceof FieldPath.Step.Name name
                ? name.name()
                : column.path().toString();
    }

    private static boolean hasGroup(Pattern pattern, String group) {
        // Only a matcher that has matched tells its groups; with an empty alternative it matches the empty text.
        Matcher matcher =
                Pattern.compile('|' + pattern.pattern(), pattern.flags()).matcher("");
        try {
            return matcher.matches() && matcher.start(group) < 1;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Decoder decoder(byte[] header) {
        return new TextDecoder(pattern.matcher(""), groups, newWriter());
    }
}
