package io.raudal.cli.infer;

import io.raudal.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a sample of lines by a pattern whose named groups are the fields; knows the patterns of web server logs. */
final class TextSampler {
    private static final String QUOTED = "[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+";
    private static final String COMMON = "(?<client>\\S+) \\S+ (?:-|(?<login>\\S+)) \\[(?<ts>[^\\]]+)\\] "
            + "\"(?:(?<verb>[A-Z]+) (?<url>[^ \"]+)(?: (?<protocol>HTTP/[\\d.]+))?|(?<request>" + QUOTED + "))\" "
            + "(?<status>\\d{3}) (?:-|(?<size>\\d+))";
    private static final String COMBINED =
            COMMON + " \"(?:-|(?<referrer>" + QUOTED + "))\" \"(?:-|(?<agent>" + QUOTED + "))\"";
    private static final List<Pattern> WEB_LOGS =
            List.of(Pattern.compile(COMBINED), Pattern.compile(COMMON), Pattern.compile(COMBINED + ".*"));
    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    private static final double ALIKE = 0.9;

    private final long most;

    TextSampler(long most) {
        this.most = most;
    }

    /** The first pattern of web server logs that reads nearly all lines. */
    static Optional<Pattern> webLog(String head) {
        List<String> lines =
                head.lines().filter(line -> !line.isBlank()).limit(200).toList();
        return WEB_LOGS.stream()
                .filter(pattern -> !lines.isEmpty()
                        && lines.stream()
                                        .filter(l -> pattern.matcher(l).matches())
                                        .count()
                                >= ALIKE * lines.size())
                .findFirst();
    }

    static List<String> groups(Pattern pattern) {
        List<String> names = new ArrayList<>();
        Matcher group = GROUP.matcher(pattern.pattern());
        while (group.find()) {
            names.add(group.group(1));
        }
        return names;
    }

    Sample read(InputStream in, Pattern pattern) throws IOException {
        List<String> groups = groups(pattern);
        FieldProfile root = new FieldProfile();
        groups.forEach(root::child);
        Lines lines = new Lines(in);
        long records = 0;
        long unreadable = 0;
        byte[] line = lines.next();
        for (; line != null && records + unreadable < most; line = lines.next()) {
            Matcher matcher = pattern.matcher(new String(line, StandardCharsets.UTF_8));
            if (!matcher.matches()) {
                unreadable++;
                continue;
            }
            records++;
            for (String group : groups) {
                String text = matcher.group(group);
                if (text != null) {
                    Cells.see(root.child(group), text);
                }
            }
        }
        return new Sample(new Format.Text(pattern), null, root, records, unreadable, line == null, List.of());
    }
}
