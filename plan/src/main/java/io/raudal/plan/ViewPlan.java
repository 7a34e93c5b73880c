package io.raudal.plan;

import io.raudal.model.View;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One view as a line of stages: input row, {@code before}, aggregation, {@code after}, top-N, {@code last}; the row that comes out of
 * the last one has the columns of {@code output}. A view without aggregation is a row view (or, with a top-N, a top-N over windowed
 * rows) and has no {@code after}.
 *
 * @param input the name of a stream, or of an earlier view whose row is then the input row
 * @param inputTime index of the input row's time column: the stream's, or the view's window_end, whose time is then 1 ms less
 * @param before on the input row; only Filter and Project come behind an aggregation
 * @param after over the aggregation's row: HAVING and the select list
 * @param last over the top-N's row
 * @param output in the order of the SELECT
 * @param windowStart index in the output of the window bounds, if they were selected
 */
public record ViewPlan(
        View view,
        String input,
        int inputTime,
        List<RowOperator> before,
        @Nullable Aggregation aggregation,
        List<RowOperator> after,
        @Nullable TopN topN,
        List<RowOperator> last,
        List<Field> output,
        OptionalInt windowStart,
        OptionalInt windowEnd) {
    public ViewPlan {
        before = List.copyOf(before);
        after = List.copyOf(after);
        last = List.copyOf(last);
        output = List.copyOf(output);
    }

    public String name() {
        return view.name();
    }

    /** Whether rows only append: each event gives its own rows, and none changes later. */
    public boolean isRowView() {
        return aggregation == null && topN == null;
    }
}
