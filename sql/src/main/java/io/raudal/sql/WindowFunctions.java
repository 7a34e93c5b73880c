package io.raudal.sql;

import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/** The window table functions TUMBLE, HOP, CUMULATE and SESSION. */
final class WindowFunctions {
    private static final Map<String, List<String>> PARAMETERS = Map.of(
            "TUMBLE", List.of("DATA", "TIMECOL", "SIZE", "OFFSET"),
            "HOP", List.of("DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET"),
            "CUMULATE", List.of("DATA", "TIMECOL", "STEP", "SIZE", "OFFSET"),
            "SESSION", List.of("DATA", "TIMECOL", "GAP"));
    private static final Set<String> LENGTHS = Set.of("SIZE", "SLIDE", "STEP", "GAP", "OFFSET");
    private static final Set<String> COLUMNS = Set.of("window_start", "window_end", "window_time");
    private static final long MICROS_PER_MILLI = 1_000;
    /** A million days: with any event time, bounds are still times. */
    private static final long LONGEST_MILLIS = 86_400_000_000_000L;

    /** An event changes as many rows. */
    private static final long MOST_SLICES = 100_000;

    /** Where windows are not aggregated, a batch of events grows to as many times its size. */
    private static final long MOST_ROWS = 1_000;

    private final Diagnostics diagnostics;

    WindowFunctions(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * The rows of a window function, with window_start, window_end and window_time, which hide columns of these names.
     *
     * @param from compiles the table that the function reads
     */
    Relation compile(SqlCall call, Function<SqlNode, Relation> from) {
        String name = ExpressionCompiler.name(call).replace("$", "");
        List<String> parameters = PARAMETERS.get(name);
        if (parameters == null) {
            diagnostics.error(call, "window.function", name);
            return Relation.broken();
        }
        Map<String, SqlNode> arguments = arguments(call, name, parameters);
        SqlNode data = arguments.get("DATA");
        if (data == null) {
            return Relation.broken();
        }
        List<SqlNode> partition = List.of();
        if (data.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            SqlCall set = (SqlCall) data;
            data = set.operand(0);
            partition = ((SqlNodeList) set.operand(1)).getList();
            if (!name.equals("SESSION") && !partition.isEmpty()) {
                diagnostics.error(set.operand(1), "window.partition", name);
            }
            if (!((SqlNodeList) set.operand(2)).isEmpty()) {
                diagnostics.error(set.operand(2), "unsupported", "TABLE ... ORDER BY");
            }
        }
        if (data.getKind() == SqlKind.EXPLICIT_TABLE) {
            data = ((SqlCall) data).operand(0);
        }
        Relation relation = from.apply(data);
        Map<String, Long> lengths = new HashMap<>();
        arguments.forEach((parameter, argument) -> {
            if (LENGTHS.contains(parameter)) {
                Long length = millis(argument, parameter.equals("OFFSET"), name);
                if (length != null) {
                    lengths.put(parameter, length);
                }
            }
        });
        SqlNode descriptor = arguments.get("TIMECOL");
        if (relation.isBroken() || descriptor == null) {
            return Relation.broken();
        }
        if (!relation.isOfRows() || relation.window() != null) {
            diagnostics.error(call, "window.of-window", name);
            return Relation.broken();
        }
        Scope scope = new Scope(relation.attributes(), false, name, null);
        boolean timed = isTime(descriptor, relation, scope);
        List<Expression> keys = new ArrayList<>();
        for (SqlNode key : partition) {
            keys.add(new ExpressionCompiler(diagnostics, scope).compile(key));
        }
        Window window = window(call, name, lengths);
        // After a problem a window all the same, so that the query's other problems are found as well.
        Window known = timed && window != null ? window : new Window.Tumble(1, 0);
        relation.window(new Relation.PendingWindow(known, name, keys, call));
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : relation.attributes()) {
            boolean hidden = COLUMNS.contains(attribute.name());
            attributes.add(
                    hidden
                            ? new Attribute(attribute.qualifier(), attribute.name(), attribute.value(), true)
                            : attribute);
        }
        attributes.add(new Attribute(null, "window_start", Trees.WINDOW_START));
        attributes.add(new Attribute(null, "window_end", Trees.WINDOW_END));
        attributes.add(new Attribute(null, "window_time", Trees.WINDOW_TIME));
        relation.attributes(attributes);
        return relation;
    }

    /** Whether each row can be put into each of its windows by itself; if not, it was reported. */
    static boolean takesRows(Relation.PendingWindow pending, Diagnostics diagnostics) {
        Window window = pending.window();
        if (window instanceof Window.Session) {
            diagnostics.error(pending.place(), "session.rows");
            return false;
        }
        long slices = window instanceof Window.Hop hop
                ? hop.sizeMillis() / hop.slideMillis()
                : window instanceof Window.Cumulate cumulate ? cumulate.sizeMillis() / cumulate.stepMillis() : 1;
        if (slices > MOST_ROWS) {
            diagnostics.error(pending.place(), "window.rows", pending.name(), slices, MOST_ROWS);
            return false;
        }
        return true;
    }

    private Map<String, SqlNode> arguments(SqlCall call, String name, List<String> parameters) {
        Map<String, SqlNode> arguments = new HashMap<>();
        int position = 0;
        for (SqlNode operand : call.getOperandList()) {
            String parameter = position < parameters.size() ? parameters.get(position) : "";
            SqlNode value = operand;
            if (operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
                value = ((SqlCall) operand).operand(0);
                parameter = ((SqlIdentifier) ((SqlCall) operand).operand(1))
                        .getSimple()
                        .toUpperCase(Locale.ROOT);
            }
            position++;
            if (!parameters.contains(parameter) || arguments.putIfAbsent(parameter, value) != null) {
                diagnostics.error(operand, "window.arguments", name, String.join(", ", parameters));
                return Map.of();
            }
        }
        for (String parameter : parameters) {
            if (!parameter.equals("OFFSET") && !arguments.containsKey(parameter)) {
                diagnostics.error(call, "window.arguments", name, String.join(", ", parameters));
                return Map.of();
            }
        }
        return arguments;
    }

    private boolean isTime(SqlNode node, Relation relation, Scope scope) {
        if (!(node instanceof SqlCall descriptor)
                || !ExpressionCompiler.name(descriptor).equals("DESCRIPTOR")
                || descriptor.operandCount() != 1
                || !(descriptor.operand(0) instanceof SqlIdentifier column)) {
            diagnostics.error(node, "window.descriptor");
            return false;
        }
        Expression value = scope.resolve(column, diagnostics);
        if (value == Literals.ERROR) {
            return false;
        }
        if (relation.isTime(value)) {
            return true;
        }
        String time = relation.attributes().stream()
                .filter(a -> relation.isTime(a.value()))
                .map(Attribute::name)
                .findFirst()
                .orElse("");
        if (time.isEmpty()) {
            diagnostics.error(column, "window.no-time", column);
        } else {
            diagnostics.error(column, "window.time", column, time);
        }
        return false;
    }

    private @Nullable Long millis(SqlNode node, boolean signed, String name) {
        if (node instanceof SqlLiteral text && text.getValue() instanceof NlsString zone) {
            diagnostics.error(node, "window.zone", name, zone.getValue());
            return null;
        }
        Expression value = new ExpressionCompiler(diagnostics, new Scope(List.of(), false, name, null)).compile(node);
        if (value == Literals.ERROR) {
            return null;
        }
        if (!(value instanceof Literal literal)
                || literal.type() != Simple.INTERVAL_DAY
                || !(literal.value() instanceof Long micros)) {
            diagnostics.error(node, "window.interval", name);
            return null;
        }
        if (micros % MICROS_PER_MILLI != 0 || (!signed && micros <= 0) || micros / MICROS_PER_MILLI > LONGEST_MILLIS) {
            diagnostics.error(node, "window.length", name, node);
            return null;
        }
        return micros / MICROS_PER_MILLI;
    }

    private @Nullable Window window(SqlCall call, String name, Map<String, Long> lengths) {
        long offset = lengths.getOrDefault("OFFSET", 0L);
        if (name.equals("SESSION")) {
            Long gap = lengths.get("GAP");
            return gap == null ? null : new Window.Session(gap);
        }
        String stepName = name.equals("TUMBLE") ? "SIZE" : name.equals("HOP") ? "SLIDE" : "STEP";
        String word = stepName.toLowerCase(Locale.ROOT);
        Long size = lengths.get("SIZE");
        Long step = lengths.get(stepName);
        if (size == null || step == null) {
            return null;
        }
        if (size % step != 0) {
            diagnostics.error(call, "window.multiple", name, size, step, word, (size / step + 1) * step);
            return null;
        }
        if (size / step > MOST_SLICES) {
            long least = (size + MOST_SLICES - 1) / MOST_SLICES;
            diagnostics.error(call, "window.slices", name, size, step, word, least, MOST_SLICES);
            return null;
        }
        if (Math.abs(offset) >= step) {
            diagnostics.error(call, "window.offset", name, offset, step, word, offset % step);
            return null;
        }
        return switch (name) {
            case "TUMBLE" -> new Window.Tumble(size, offset);
            case "HOP" -> new Window.Hop(size, step, offset);
            default -> new Window.Cumulate(size, step, offset);
        };
    }
}
