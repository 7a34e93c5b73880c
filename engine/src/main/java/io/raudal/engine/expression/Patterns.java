package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** LIKE, SIMILAR TO and regular expressions; a pattern is compiled once, and a bad one fails the rows that use it. */
final class Patterns {
    private Patterns() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(LIKE, Patterns::like);
        all.put(SIMILAR_TO, Patterns::similar);
        all.put(REGEXP, Patterns::regexp);
        all.put(REGEXP_EXTRACT, Patterns::extract);
        all.put(REGEXP_REPLACE, Patterns::replace);
    }

    static Pattern regex(String regex) {
        return regex(regex, 0);
    }

    static Pattern regex(String regex, int flags) {
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException e) {
            throw new RowFailure("regex.syntax", Casts.quoted(regex), e.getDescription());
        }
    }

    private static RowFunction like(Expression.Call call) {
        if (call.operands().size() < 3) {
            Prepared<LikePattern> patterns = new Prepared<>(call, 1, pattern -> LikePattern.of(pattern, -1));
            return RowFunction.ofBoolean(a -> patterns.get(a).matches(a.texts(0), a.row));
        }
        Prepared<Integer> escapes = new Prepared<>(call, 2, Patterns::escape);
        if (call.operands().get(2) instanceof Expression.Literal) {
            Prepared<LikePattern> patterns =
                    new Prepared<>(call, 1, pattern -> LikePattern.of(pattern, literalEscape(call)));
            return RowFunction.ofBoolean(a -> patterns.get(a).matches(a.texts(0), a.row));
        }
        return RowFunction.ofBoolean(
                a -> LikePattern.of(a.text(1), escapes.get(a)).matches(a.texts(0), a.row));
    }

    private static RowFunction similar(Expression.Call call) {
        boolean hasEscape = call.operands().size() > 2;
        if (hasEscape && !(call.operands().get(2) instanceof Expression.Literal)) {
            return RowFunction.ofBoolean(a -> found(
                    a,
                    () -> SimilarPattern.of(a.text(1), escape(a.text(2)))
                            .matcher(a.text(0))
                            .matches()));
        }
        Prepared<Pattern> patterns =
                new Prepared<>(call, 1, pattern -> SimilarPattern.of(pattern, hasEscape ? literalEscape(call) : -1));
        return RowFunction.ofBoolean(
                a -> found(a, () -> patterns.get(a).matcher(a.text(0)).matches()));
    }

    private static int literalEscape(Expression.Call call) {
        Expression.Literal literal = (Expression.Literal) call.operands().get(2);
        return escape(String.valueOf(literal.value()));
    }

    private static int escape(String text) {
        if (text.codePointCount(0, text.length()) != 1) {
            throw new RowFailure("escape.length", Casts.quoted(text));
        }
        return text.codePointAt(0);
    }

    private static RowFunction regexp(Expression.Call call) {
        Prepared<Pattern> patterns = new Prepared<>(call, 1, Patterns::regex);
        return RowFunction.ofBoolean(a -> a.texts(1).length(a.row) > 0
                && found(a, () -> patterns.get(a).matcher(a.text(0)).find()));
    }

    private static RowFunction extract(Expression.Call call) {
        Prepared<Pattern> patterns = new Prepared<>(call, 1, Patterns::regex);
        boolean hasGroup = call.operands().size() > 2;
        return RowFunction.ofText(arguments -> {
            Matcher matcher = patterns.get(arguments).matcher(arguments.text(0));
            long group = hasGroup ? arguments.integer(2) : 0;
            return group >= 0 && group <= matcher.groupCount() && found(arguments, matcher::find)
                    ? matcher.group((int) group)
                    : null;
        });
    }

    private static RowFunction replace(Expression.Call call) {
        Prepared<Pattern> patterns = new Prepared<>(call, 1, Patterns::regex);
        return RowFunction.ofText(arguments -> {
            Matcher matcher = patterns.get(arguments).matcher(arguments.text(0));
            return found(arguments, () -> matcher.replaceAll(Matcher.quoteReplacement(arguments.text(2))));
        });
    }

    /** Java's matcher recurses: what is too much for its stack is the pattern's fault, not ours. */
    private static <T> T found(Arguments arguments, Supplier<T> search) {
        try {
            return search.get();
        } catch (StackOverflowError e) {
            throw new RowFailure("regex.deep", Casts.quoted(arguments.text(1)));
        }
    }
}
