package io.raudal.http;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Chooses which of the media types that a path offers is sent, as Accept asks for it (RFC 9110, section 12.5.1): the one of the greatest
 * weight, of equal ones the one that is named most exactly, else the first. Parameters of types other than {@code q} do not matter. Where
 * nothing fits, the request is refused with NOT_ACCEPTABLE before anything is done.
 */
public final class Offer implements Handler<RoutingContext> {
    private static final String CHOSEN = "raudal.type";
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("[^\\s/*]+/(?:\\*|[^\\s/*]+)|\\*/\\*");
    private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

    private final List<String> types;

    /** A range of types that a request accepts. */
    private record Range(String name, double weight) {
        /** 2 for the type itself, 1 for all of its kind, 0 for all, -1 for others. */
        int fits(String type) {
            if (name.equals(type)) {
                return 2;
            }
            boolean isKind = name.endsWith("/*") && type.startsWith(name.substring(0, name.length() - 1));
            return isKind ? 1 : name.equals("*/*") ? 0 : -1;
        }
    }

    /** @param types in lower case, the usual one first */
    public Offer(String... types) {
        this.types = List.of(types);
    }

    /** What was chosen for a request. */
    public static String type(RoutingContext context) {
        return context.get(CHOSEN);
    }

    @Override
    public void handle(RoutingContext context) {
        if (types.size() > 1) {
            context.response().putHeader("Vary", "Accept");
        }
        String accepted = String.join(",", context.request().headers().getAll("Accept"));
        context.put(CHOSEN, accepted.isBlank() ? types.get(0) : choose(accepted));
        context.next();
    }

    private String choose(String accepted) {
        List<Range> ranges = ranges(accepted);
        String best = null;
        double bestWeight = 0;
        int bestFit = -1;
        for (String type : types) {
            int fit = ranges.stream().mapToInt(range -> range.fits(type)).max().orElse(-1);
            double weight = fit < 0
                    ? 0
                    : ranges.stream()
                            .filter(range -> range.fits(type) == fit)
                            .mapToDouble(Range::weight)
                            .max()
                            .orElse(0);
            if (weight > bestWeight || weight == bestWeight && weight > 0 && fit > bestFit) {
                best = type;
                bestWeight = weight;
                bestFit = fit;
            }
        }
        if (best == null) {
            throw new RaudalException(
                    ErrorCode.NOT_ACCEPTABLE, HttpPort.message("accept.none", accepted, String.join(", ", types)));
        }
        return best;
    }

    /** What is no range, or has no weight that there can be, accepts nothing. */
    private static List<Range> ranges(String accepted) {
        List<Range> ranges = new ArrayList<>();
        String unquoted = QUOTED.matcher(accepted).replaceAll("x").toLowerCase(Locale.ROOT);
        for (String element : unquoted.split(",", -1)) {
            String[] parts = element.split(";", -1);
            String name = parts[0].strip();
            double weight = weight(parts);
            if (RANGE.matcher(name).matches() && weight >= 0) {
                ranges.add(new Range(name, weight));
            }
        }
        return ranges;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            if (parameter[0].strip().equals("q")) {
                String value = parameter.length < 2 ? "" : parameter[1].strip();
                return WEIGHT.matcher(value).matches() ? Double.parseDouble(value) : -1;
            }
        }
        return 1;
    }
}
