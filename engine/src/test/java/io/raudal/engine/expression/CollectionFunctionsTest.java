package io.raudal.engine.expression;

import static io.raudal.engine.expression.Calls.array;
import static io.raudal.engine.expression.Calls.call;
import static io.raudal.engine.expression.Calls.nil;
import static io.raudal.engine.expression.Calls.typed;
import static io.raudal.engine.expression.FunctionCases.bool;
import static io.raudal.engine.expression.FunctionCases.text;
import static io.raudal.engine.expression.FunctionCases.whole;
import static io.raudal.plan.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.expression.Calls.Failed;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands here was answered by Flink SQL 2.3. */
class CollectionFunctionsTest {
    private static final DataType TEXTS = new DataType.Array(Simple.STRING);
    private static final DataType INTS = new DataType.Array(Simple.INT);

    @Test
    void cases_ofCollections() {
        assertThat(call(ARRAY, INTS, 1, nil(Simple.INT), 2)).isEqualTo(Arrays.asList(1, null, 2));
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", null);
        Calls.Typed typed = typed(map, new DataType.Map(Simple.INT));
        assertThat(call(MAP, new DataType.Map(Simple.INT), "a", 1, "b", nil(Simple.INT)))
                .isEqualTo(map);
        assertThat(call(MAP, new DataType.Map(Simple.INT), nil(Simple.STRING), 1))
                .isEqualTo(new Failed("MAP: a key is NULL"));
        whole(CARDINALITY, 2, typed);
        whole(CARDINALITY, 3, array(Simple.STRING, "a", null, "b"));
        whole(ITEM, 1, typed, "a");
        whole(ITEM, null, typed, "b");
        whole(ITEM, null, typed, "c");
        text(ITEM, "b", array(Simple.STRING, "a", "b"), 2);
        text(ITEM, null, array(Simple.STRING, "a", "b"), 3);
        text(ITEM, null, array(Simple.STRING, "a", "b"), 0);
        whole(ELEMENT, 1, array(Simple.INT, 1));
        whole(ELEMENT, null, array(Simple.INT));
        whole(ELEMENT, new Failed("ELEMENT: the array has 2 elements, not one"), array(Simple.INT, 1, 2));
        bool(ARRAY_CONTAINS, true, array(Simple.DOUBLE, 1.0, Double.NaN), Double.NaN);
        bool(ARRAY_CONTAINS, true, array(Simple.INT, 1, null), nil(Simple.INT));
        bool(ARRAY_CONTAINS, false, array(Simple.INT, 1, 2), nil(Simple.INT));
        bool(ARRAY_CONTAINS, null, nil(INTS), 1);
        whole(ARRAY_POSITION, 2, array(Simple.STRING, "a", "b", "b"), "b");
        whole(ARRAY_POSITION, 0, array(Simple.STRING, "a"), "b");
        whole(ARRAY_POSITION, null, array(Simple.INT, 1, null), nil(Simple.INT));
        ints(ARRAY_DISTINCT, Arrays.asList(2, 1, null), array(Simple.INT, 2, 1, 2, null, null));
        ints(ARRAY_REVERSE, Arrays.asList(null, 1), array(Simple.INT, 1, null));
        text(ARRAY_JOIN, "a,b", array(Simple.STRING, "a", null, "b"), ",");
        text(ARRAY_JOIN, "a,*,b", array(Simple.STRING, "a", null, "b"), ",", "*");
        text(ARRAY_JOIN, "", array(Simple.STRING), ",");
        whole(ARRAY_MAX, 3, array(Simple.INT, 1, null, 3, 2));
        whole(ARRAY_MIN, 1, array(Simple.INT, 3, null, 1));
        whole(ARRAY_MAX, null, new Object[] {array(Simple.INT, (Object) null)});
        text(ARRAY_MAX, "😀", array(Simple.STRING, "\uFFFD", "😀", "a"));
        ints(ARRAY_SORT, Arrays.asList(null, 1, 2), array(Simple.INT, 2, null, 1));
        ints(ARRAY_SORT, Arrays.asList(2, 1, null), array(Simple.INT, 2, null, 1), false);
        ints(ARRAY_SORT, Arrays.asList(1, 2, null), array(Simple.INT, 2, null, 1), true, false);
        ints(ARRAY_SORT, Arrays.asList(null, 2, 1), array(Simple.INT, 2, null, 1), false, true);
        ints(ARRAY_CONCAT, Arrays.asList(1, null, 1), array(Simple.INT, 1, null), array(Simple.INT, 1));
        ints(ARRAY_CONCAT, null, array(Simple.INT, 1), nil(INTS));
        assertThat(call(MAP_KEYS, TEXTS, typed)).isEqualTo(List.of("a", "b"));
        ints(MAP_VALUES, Arrays.asList(1, null), typed);
        slice("ab", 0, 2);
        slice("cd", -2, 10);
        slice("b", -3, -3);
        slice("", 3, 2);
        slice("", 5, 6);
        slice("ab", -6, -3);
        assertThat(call(ARRAY_SLICE, TEXTS, array(Simple.STRING, "a", "b", "c"), -2))
                .isEqualTo(List.of("b", "c"));
    }

    private static void ints(Function function, @Nullable Object expected, Object... operands) {
        assertThat(call(function, INTS, operands))
                .as("%s%s", function, Arrays.toString(operands))
                .isEqualTo(expected);
    }

    private static void slice(String expected, int start, int end) {
        List<String> letters = new ArrayList<>(
                expected.codePoints().mapToObj(Character::toString).toList());
        assertThat(call(ARRAY_SLICE, TEXTS, array(Simple.STRING, "a", "b", "c", "d"), start, end))
                .isEqualTo(letters);
    }
}
