package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.model.DataType;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Arrays, counted from 1, and maps. */
final class CollectionFunctions {
    private CollectionFunctions() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(ARRAY, call -> value(a -> elements(call, a)));
        all.put(MAP, call -> value(a -> map(elements(call, a))));
        all.put(
                CARDINALITY,
                call -> RowFunction.ofLong(
                        a -> isMap(call) ? a.map(0).size() : a.array(0).size()));
        all.put(
                ITEM,
                call -> isMap(call) ? value(a -> a.map(0).get(a.text(1))) : value(a -> item(a.array(0), a.integer(1))));
        all.put(ELEMENT, call -> value(a -> element(a.array(0))));
        all.put(ARRAY_CONTAINS, CollectionFunctions::contains);
        all.put(ARRAY_POSITION, call -> RowFunction.ofLong(a -> indexOf(a.array(0), needle(call, a)) + 1L));
        all.put(ARRAY_DISTINCT, call -> value(a -> distinct(a.array(0))));
        all.put(ARRAY_REVERSE, call -> value(a -> reversed(a.array(0))));
        all.put(ARRAY_JOIN, CollectionFunctions::join);
        all.put(
                ARRAY_MAX,
                call -> value(a -> a.array(0).stream()
                        .filter(Objects::nonNull)
                        .max(Order::compare)
                        .orElse(null)));
        all.put(
                ARRAY_MIN,
                call -> value(a -> a.array(0).stream()
                        .filter(Objects::nonNull)
                        .min(Order::compare)
                        .orElse(null)));
        all.put(ARRAY_SORT, CollectionFunctions::sort);
        all.put(ARRAY_CONCAT, call -> value(CollectionFunctions::concat));
        all.put(ARRAY_SLICE, CollectionFunctions::slice);
        all.put(MAP_KEYS, call -> value(a -> new ArrayList<>(a.map(0).keySet())));
        all.put(MAP_VALUES, call -> value(a -> new ArrayList<>(a.map(0).values())));
    }

    private static RowFunction value(RowFunction.ToValue function) {
        return RowFunction.ofValue(function);
    }

    private static boolean isMap(Expression.Call call) {
        return call.operands().get(0).type() instanceof DataType.Map;
    }

    private static List<@Nullable Object> elements(Expression.Call call, Arguments arguments) {
        List<@Nullable Object> elements = new ArrayList<>(arguments.count());
        for (int i = 0; i < arguments.count(); i++) {
            elements.add(Cells.get(
                    arguments.vectors[i], arguments.row, call.operands().get(i).type()));
        }
        return elements;
    }

    private static Map<String, @Nullable Object> map(List<@Nullable Object> keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            if (key == null) {
                throw new RowFailure("map.key");
            }
            map.put((String) key, keysAndValues.get(i + 1));
        }
        return map;
    }

    private static @Nullable Object item(List<@Nullable Object> array, long index) {
        return index >= 1 && index <= array.size() ? array.get((int) index - 1) : null;
    }

    private static @Nullable Object element(List<@Nullable Object> array) {
        if (array.size() > 1) {
            throw new RowFailure("element.many", Integer.toString(array.size()));
        }
        return array.isEmpty() ? null : array.get(0);
    }

    private static @Nullable Object needle(Expression.Call call, Arguments arguments) {
        return Cells.get(
                arguments.vectors[1], arguments.row, call.operands().get(1).type());
    }

    private static int indexOf(Collection<@Nullable Object> elements, @Nullable Object needle) {
        int index = 0;
        for (Object element : elements) {
            if (Order.compare(element, needle) == 0) {
                return index;
            }
            index++;
        }
        return -1;
    }

    /** Looks for NULL too, so it is called with NULL arguments. */
    private static RowFunction contains(Expression.Call call) {
        return (arguments, result) -> Cells.put(
                result,
                arguments.row,
                arguments.isNull(0) ? null : (Object) (indexOf(arguments.array(0), needle(call, arguments)) >= 0));
    }

    private static List<@Nullable Object> distinct(List<@Nullable Object> array) {
        List<@Nullable Object> distinct = new ArrayList<>();
        Set<@Nullable Object> seen = new TreeSet<>(Order::compare);
        for (Object element : array) {
            // maps have no order to search by
            if (element instanceof Map ? indexOf(distinct, element) < 0 : seen.add(element)) {
                distinct.add(element);
            }
        }
        return distinct;
    }

    private static List<@Nullable Object> reversed(List<@Nullable Object> array) {
        List<@Nullable Object> reversed = new ArrayList<>(array);
        Collections.reverse(reversed);
        return reversed;
    }

    /** NULL elements are left out, unless there is a text for them. */
    private static RowFunction join(Expression.Call call) {
        boolean hasNullText = call.operands().size() > 2;
        return RowFunction.ofText(arguments -> {
            List<String> texts = new ArrayList<>();
            for (Object element : arguments.array(0)) {
                if (element != null) {
                    texts.add((String) element);
                } else if (hasNullText) {
                    texts.add(arguments.text(2));
                }
            }
            return String.join(arguments.text(1), texts);
        });
    }

    /** (array, ascending, nullsFirst): NULLs come first when ascending and last when descending, unless it is said. */
    private static RowFunction sort(Expression.Call call) {
        int count = call.operands().size();
        return value(arguments -> {
            boolean ascending = count < 2 || arguments.integer(1) != 0;
            boolean nullsFirst = count < 3 ? ascending : arguments.integer(2) != 0;
            Comparator<@Nullable Object> order = Order::compare;
            Comparator<@Nullable Object> values = ascending ? order : order.reversed();
            List<@Nullable Object> sorted = new ArrayList<>(arguments.array(0));
            sorted.sort(nullsFirst ? Comparator.nullsFirst(values) : Comparator.nullsLast(values));
            return sorted;
        });
    }

    private static List<@Nullable Object> concat(Arguments arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < arguments.count(); i++) {
            all.addAll(arguments.array(i));
        }
        return all;
    }

    /** (array, start, end), both in it; negative ones count from the end, a start of 0 is 1. */
    private static RowFunction slice(Expression.Call call) {
        boolean hasEnd = call.operands().size() > 2;
        return value(arguments -> {
            List<@Nullable Object> array = arguments.array(0);
            int size = array.size();
            long start = fromStart(arguments.integer(1), size);
            long end = hasEnd ? fromStart(arguments.integer(2), size) : size;
            return start > end || start > size || end < 1
                    ? new ArrayList<>()
                    : new ArrayList<>(array.subList((int) Math.max(start, 1) - 1, (int) Math.min(end, size)));
        });
    }

    private static long fromStart(long position, int size) {
        return position < 0 ? size + position + 1 : Math.max(position, 1);
    }
}
