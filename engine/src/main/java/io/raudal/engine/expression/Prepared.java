package io.raudal.engine.expression;

import io.raudal.plan.Expression;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a function makes of a text argument before it can be used: a compiled pattern, a formatter. Made once where the argument is a
 * literal, else kept for the texts that were asked for last.
 */
final class Prepared<T> {
    private static final int KEPT = 256;

    private final int argument;
    private final Function<String, T> make;
    private final @Nullable String literal;
    private @Nullable T made;
    private final Map<String, T> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > KEPT;
        }
    };

    /** @param make throws {@link RowFailure} for a text that is no good: the rows that use it fail */
    Prepared(Expression.Call call, int argument, Function<String, T> make) {
        this(
                argument,
                make,
                call.operands().get(argument) instanceof Expression.Literal constant
                        ? (String) constant.value()
                        : null);
    }

    private Prepared(int argument, Function<String, T> make, @Nullable String literal) {
        this.argument = argument;
        this.make = make;
        this.literal = literal;
    }

    /** Of an argument that may be left out, which then stands for {@code otherwise}. */
    static <T> Prepared<T> optional(Expression.Call call, int argument, String otherwise, Function<String, T> make) {
        return argument < call.operands().size()
                ? new Prepared<>(call, argument, make)
                : new Prepared<>(argument, make, otherwise);
    }

    T get(Arguments arguments) {
        if (made != null) {
            return made;
        }
        if (literal != null) {
            made = make.apply(literal);
            return made;
        }
        String text = arguments.text(argument);
        T found = recent.get(text);
        if (found == null) {
            found = make.apply(text);
            recent.put(text, found);
        }
        return found;
    }
}
