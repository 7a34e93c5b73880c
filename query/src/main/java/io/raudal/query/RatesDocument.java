package io.raudal.query;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rates in even steps ({@code Rates}): differences between moments. */
final class RatesDocument {
    private final List<Moment> moments;
    private final long firstStep;
    private final long lastStep;

    private RatesDocument(List<Moment> moments) {
        this.moments = moments;
        firstStep = step(moments.get(0)) + 1;
        lastStep = step(moments.get(moments.size() - 1));
    }

    /** @param moments at most one a step, at least one */
    static JsonObject of(List<Moment> moments) {
        return new RatesDocument(moments).document();
    }

    private JsonObject document() {
        JsonArray times = new JsonArray();
        for (long step = firstStep; step <= lastStep; step++) {
            times.add(step * StatusBoard.STEP_SECONDS * 1000);
        }
        Set<String> names = new LinkedHashSet<>();
        moments.forEach(moment -> names.addAll(moment.counters().keySet()));
        JsonArray streams = new JsonArray();
        JsonArray views = new JsonArray();
        for (String name : names) {
            int blank = name.indexOf(' ');
            int point = name.indexOf('.');
            String pipeline = name.substring(blank + 1, point);
            String part = name.substring(point + 1);
            if (name.startsWith("stream ")) {
                streams.add(new JsonObject()
                        .put("pipeline", pipeline)
                        .put("stream", part)
                        .put("received", rates(name, Moment.RECEIVED))
                        .put("delivered", rates(name, Moment.DELIVERED))
                        .put("duplicate", rates(name, Moment.DUPLICATE))
                        .put("late", rates(name, Moment.LATE))
                        .put("dead", rates(name, Moment.DEAD)));
            } else {
                views.add(new JsonObject()
                        .put("pipeline", pipeline)
                        .put("view", part)
                        .put("rows", rates(name, Moment.ROWS)));
            }
        }
        return new JsonObject()
                .put("stepSeconds", StatusBoard.STEP_SECONDS)
                .put("times", times)
                .put("streams", streams)
                .put("views", views);
    }

    private JsonArray rates(String name, int counter) {
        @Nullable Double[] rates = new @Nullable Double[(int) Math.max(0, lastStep - firstStep + 1)];
        for (int i = 1; i < moments.size(); i++) {
            Moment then = moments.get(i - 1);
            Moment now = moments.get(i);
            if (then.counters().containsKey(name) && now.counters().containsKey(name)) {
                double seconds =
                        (now.status().at().toEpochMilli() - then.status().at().toEpochMilli()) / 1000.0;
                double rate = Math.round(100 * now.since(then, name, counter) / seconds) / 100.0;
                // Where a step has no moment of its own, because the process was asleep, the rate goes on.
                for (long step = step(then) + 1; step <= step(now); step++) {
                    rates[(int) (step - firstStep)] = rate;
                }
            }
        }
        JsonArray array = new JsonArray();
        for (Double rate : rates) {
            array.add(rate);
        }
        return array;
    }

    private static long step(Moment moment) {
        return StatusBoard.step(moment.status().at().toEpochMilli());
    }
}
