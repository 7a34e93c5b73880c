package io.raudal.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows that came over HTTP, for people and for programs. */
final class Tables {
    private static final int MAX_CELL = 60;

    private Tables() {}

    /** @param rows with {@code columns} and {@code rows}, as {@code /api/v1/sql} answers */
    static void print(JsonNode rows, String format, Shell shell) throws IOException {
        if (format.equals("json")) {
            for (JsonNode row : rows.path("rows")) {
                shell.print(row + "\n");
            }
            return;
        }
        StringBuilder alignment = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (JsonNode column : rows.path("columns")) {
            names.add(column.path("name").asText());
            alignment.append(isNumber(column.path("type").asText()) ? 'r' : 'l');
        }
        TextTable table = new TextTable(alignment.toString()).row(names);
        for (JsonNode row : rows.path("rows")) {
            List<String> cells = new ArrayList<>();
            for (String name : names) {
                cells.add(cell(row.path(name)));
            }
            table.row(cells);
        }
        shell.print(String.join("\n", table.lines("")) + "\n");
    }

    private static boolean isNumber(String type) {
        return type.startsWith("INT")
                || type.startsWith("BIGINT")
                || type.startsWith("DOUBLE")
                || type.startsWith("DECIMAL");
    }

    private static String cell(JsonNode value) {
        String text =
                value.isNull() || value.isMissingNode() ? "" : value.isTextual() ? value.asText() : value.toString();
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.codePointCount(0, line.length()) <= MAX_CELL
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_CELL - 1)) + "…";
    }
}
