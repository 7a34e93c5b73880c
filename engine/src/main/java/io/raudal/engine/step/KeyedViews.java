package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.row.TableRows;
import io.raudal.model.DataType;
import io.raudal.model.View;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Makes the {@link KeyedView} of a plan. */
final class KeyedViews {
    private KeyedViews() {}

    static KeyedView of(ReaderView reader, SourceLayout layout, Function<String, TableRows> tables) {
        TopN topN = reader.plan().topN();
        Aggregation aggregation = reader.aggregation();
        if (aggregation == null) {
            Ranking ranking = ranking(reader, layout);
            return new RankedView(ranking, new RankFinish(reader.plan(), ranking, tables));
        }
        Aggregates aggregates = new Aggregates(aggregation.aggregates(), ReaderView.isSession(aggregation));
        Windows windows = windows(aggregation, aggregates, reader.plan().view());
        WindowRows rows = new WindowRows(aggregation, aggregates);
        RowFinish finish = new RowFinish(reader, tables);
        if (topN == null) {
            return new AggregatedView(windows, rows, finish);
        }
        Ranking ranking = new Ranking(topN, through(reader.plan().after(), types(aggregation), layout));
        return new RankedWindows(windows, rows, finish, ranking, new RankFinish(reader.plan(), ranking, tables));
    }

    /** Of a top-N over rows that are not aggregated. */
    static Ranking ranking(ReaderView reader, SourceLayout layout) {
        return new Ranking(
                Objects.requireNonNull(reader.plan().topN()), through(reader.before(), layout.columns(), layout));
    }

    private static Windows windows(Aggregation aggregation, Aggregates aggregates, View view) {
        if (aggregation.window() instanceof Window.Tumble tumble) {
            return new TumbleWindows(view.name(), aggregates, tumble.sizeMillis());
        }
        if (aggregation.window() instanceof Window.Hop hop) {
            return new SlidingWindows(view.name(), aggregates, hop.sizeMillis(), hop.slideMillis());
        }
        if (aggregation.window() instanceof Window.Cumulate cumulate) {
            return new CumulateWindows(view.name(), aggregates, cumulate);
        }
        return new SessionWindows(
                view.name(),
                aggregates,
                SliceGrid.gapMillis(aggregation, view),
                SliceGrid.of(aggregation, view),
                aggregation.window() == null);
    }

    /** The types of an aggregation's row. */
    private static List<DataType> types(Aggregation aggregation) {
        List<DataType> types = new ArrayList<>(
                aggregation.groups().stream().map(Expression::type).toList());
        if (aggregation.window() != null) {
            types.add(DataType.Simple.TIMESTAMP);
            types.add(DataType.Simple.TIMESTAMP);
        }
        aggregation.aggregates().forEach(aggregate -> types.add(aggregate.type()));
        if (aggregation.groupingNumber()) {
            types.add(DataType.Simple.BIGINT);
        }
        return types;
    }

    /** The types of what comes out of a line of operators. */
    private static List<DataType> through(List<RowOperator> operators, List<DataType> input, SourceLayout layout) {
        List<DataType> types = new ArrayList<>(input);
        for (RowOperator operator : operators) {
            if (operator instanceof RowOperator.Project project) {
                types.clear();
                project.expressions().forEach(expression -> types.add(expression.type()));
            } else if (operator instanceof RowOperator.Join join) {
                types.addAll(Objects.requireNonNull(layout.tables().get(join.table())));
            } else if (operator instanceof RowOperator.Unnest unnest) {
                if (unnest.collection().type() instanceof DataType.Map map) {
                    types.add(DataType.Simple.STRING);
                    types.add(map.value());
                } else {
                    types.add(((DataType.Array) unnest.collection().type()).element());
                }
                if (unnest.ordinality()) {
                    types.add(DataType.Simple.INT);
                }
            } else if (operator instanceof RowOperator.AssignWindows) {
                types.add(DataType.Simple.TIMESTAMP);
                types.add(DataType.Simple.TIMESTAMP);
            }
        }
        return types;
    }
}
