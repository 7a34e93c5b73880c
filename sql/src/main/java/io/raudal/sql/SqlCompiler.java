package io.raudal.sql;

import io.raudal.model.Column;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Pipeline;
import io.raudal.model.PipelineFile;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.Problem.Severity;
import io.raudal.model.Stream;
import io.raudal.model.View;
import io.raudal.model.file.PipelineDraft;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the SQL of a pipeline file: the views, in an order in which each comes behind those that it reads, and the computed
 * columns of streams; the columns that dashboards name are held against the views. All problems of all texts are found in one run; a view that reads one with problems is silent about it. The
 * same file always gives the same plan.
 */
public final class SqlCompiler {
    private final Pipeline pipeline;
    private final Positions positions;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, Object> views = new HashMap<>();
    private final Map<String, BitSet> used = new HashMap<>();
    private final List<ViewPlan> plans = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    private final Catalog catalog;

    private SqlCompiler(PipelineFile file, Set<String> wrong) {
        this.pipeline = file.pipeline();
        this.positions = file.positions();
        this.catalog = new Catalog(pipeline, this::view, wrong);
    }

    /** Compiles the file's SQL; never throws for what a file can say. */
    public static Compilation compile(PipelineFile file) {
        return compile(file, Set.of());
    }

    /**
     * Compiles what could be read of a file.
     *
     * @param wrong names of streams, tables and views that are not in it as they could not be read; what reads them is silent about them
     */
    public static Compilation compile(PipelineFile file, Set<String> wrong) {
        return new SqlCompiler(file, wrong).compile();
    }

    /** Compiles what could be read of a file, the expressions of streams with something else wrong in them included. */
    public static Compilation compile(PipelineDraft draft) {
        SqlCompiler compiler = new SqlCompiler(draft.sound(), draft.wrong());
        for (PipelineDraft.WrongStream wrong : draft.wrongStreams()) {
            var unused = compiler.computed(wrong.stream(), wrong.missing());
        }
        return compiler.compile();
    }

    private Compilation compile() {
        List<StreamPlan> streams = new ArrayList<>();
        Map<String, Map<Integer, Expression>> computed = new HashMap<>();
        for (Stream stream : pipeline.streams()) {
            computed.put(stream.name(), computed(stream, Set.of()));
        }
        for (View view : pipeline.views()) {
            view(view.name());
        }
        for (Stream stream : pipeline.streams()) {
            streams.add(plan(stream, Objects.requireNonNull(computed.get(stream.name()))));
        }
        DashboardCheck dashboards = new DashboardCheck(positions, problems);
        pipeline.dashboards().forEach(dashboard -> dashboards.check(dashboard, this::columns));
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt((Problem p) -> p.position().line())
                .thenComparingInt(p -> p.position().column()));
        boolean failed = sorted.stream().anyMatch(p -> p.severity() == Severity.ERROR);
        return new Compilation(
                failed ? null : new PipelinePlan(pipeline.name(), streams, pipeline.tables(), plans), sorted);
    }

    /** The columns of a view that is well. */
    private Optional<List<Field>> columns(String view) {
        return views.get(view) instanceof Catalog.CompiledView compiled
                ? Optional.of(compiled.plan().output())
                : Optional.empty();
    }

    /** The view of the name, compiled now if it was not yet; null if there is none. */
    private @Nullable Object view(String name) {
        Object known = views.get(name);
        View view = known == null ? pipeline.view(name).orElse(null) : null;
        if (known != null || view == null) {
            return known;
        }
        if (!open.add(name)) {
            return Catalog.Failure.CYCLE;
        }
        Object compiled = compile(view);
        open.remove(name);
        views.put(name, compiled);
        return compiled;
    }

    private Object compile(View view) {
        Diagnostics diagnostics = new Diagnostics(
                Positions.child(Positions.child("spec.views", view.name()), "sql"), positions, problems);
        try {
            ViewCompiler.Result result = new ViewCompiler(pipeline, catalog, diagnostics).compile(view);
            if (result == null) {
                return Catalog.Failure.WRONG;
            }
            used.computeIfAbsent(result.plan().input(), input -> new BitSet()).or(result.inputs());
            plans.add(result.plan());
            return new Catalog.CompiledView(result.plan(), result.time());
        } catch (StackOverflowError e) {
            diagnostics.error("too-deep");
            return Catalog.Failure.WRONG;
        }
    }

    /** @param missing columns that could not be read; what names them is silent about it */
    private Map<Integer, Expression> computed(Stream stream, Set<String> missing) {
        Map<Integer, Expression> computed = new HashMap<>();
        List<Attribute> plain = new ArrayList<>();
        Set<String> others = new HashSet<>();
        for (int i = 0; i < stream.columns().size(); i++) {
            Column column = stream.columns().get(i);
            if (column.expression() == null) {
                plain.add(new Attribute(stream.name(), column.name(), new Input(i, column.type())));
            } else {
                others.add(column.name());
            }
        }
        for (int i = 0; i < stream.columns().size(); i++) {
            Column column = stream.columns().get(i);
            String text = column.expression();
            if (text != null) {
                Diagnostics diagnostics = new Diagnostics(
                        Positions.child(
                                Positions.child("spec.streams." + stream.name() + ".columns", column.name()), "as"),
                        positions,
                        problems);
                try {
                    Expression expression = computed(column, text, plain, others, missing, diagnostics);
                    if (expression != null) {
                        computed.put(i, expression);
                    }
                } catch (StackOverflowError e) {
                    diagnostics.error("too-deep");
                }
            }
        }
        return computed;
    }

    private static @Nullable Expression computed(
            Column column,
            String text,
            List<Attribute> plain,
            Set<String> others,
            Set<String> missing,
            Diagnostics diagnostics) {
        SqlNode node = Dialect.expression(text, diagnostics);
        if (node == null || named(node, missing) != null) {
            return null;
        }
        SqlIdentifier other = named(node, others);
        if (other != null) {
            diagnostics.error(other, "computed.other", other);
            return null;
        }
        Expression expression = new ExpressionCompiler(diagnostics, new Scope(plain, false, "as", null)).compile(node);
        if (expression == Literals.ERROR || diagnostics.failed()) {
            return null;
        }
        if (expression != Literals.NULL
                && !column.type().equals(expression.type())
                && !column.type().equals(Types.common(column.type(), expression.type()))) {
            diagnostics.error(
                    node,
                    column.type() == Simple.JSON ? "computed.json" : "computed.type",
                    expression.type(),
                    column.type());
            return null;
        }
        return Coercion.to(column.type(), expression);
    }

    private static @Nullable SqlIdentifier named(@Nullable SqlNode node, Set<String> columns) {
        if (node instanceof SqlIdentifier identifier) {
            return columns.contains(identifier.names.get(identifier.names.size() - 1)) ? identifier : null;
        }
        List<SqlNode> children = node instanceof org.apache.calcite.sql.SqlCall call
                ? call.getOperandList()
                : node instanceof org.apache.calcite.sql.SqlNodeList list ? list.getList() : List.of();
        for (SqlNode child : children) {
            SqlIdentifier found = named(child, columns);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private StreamPlan plan(Stream stream, Map<Integer, Expression> computed) {
        BitSet columns = new BitSet();
        columns.or(used.getOrDefault(stream.name(), new BitSet()));
        List<String> named = new ArrayList<>();
        named.add(stream.time().column());
        String key = stream.key();
        if (key != null) {
            named.add(key);
        }
        Stream.Id id = stream.id();
        if (id != null) {
            named.add(id.column());
        }
        for (int i = 0; i < stream.columns().size(); i++) {
            Column column = stream.columns().get(i);
            if (column.notNull() || named.contains(column.name())) {
                columns.set(i);
            }
        }
        Map<Integer, Expression> needed = new HashMap<>();
        computed.forEach((index, expression) -> {
            if (columns.get(index)) {
                needed.put(index, expression);
            }
        });
        needed.values()
                .forEach(expression -> Trees.anyInput(expression, input -> {
                    columns.set(input.index());
                    return false;
                }));
        return new StreamPlan(stream, columns.stream().boxed().toList(), needed);
    }
}
