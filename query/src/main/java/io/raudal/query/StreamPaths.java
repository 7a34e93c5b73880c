package io.raudal.query;

import io.raudal.engine.DeadReason;
import io.raudal.engine.live.PipelineData;
import io.raudal.engine.step.LateReason;
import io.raudal.http.Languages;
import io.raudal.http.RequestProblems;
import io.raudal.query.stream.StreamPages;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /api/v1/streams/{pipeline}/{stream}}: newest, late and dead events, and their replay. */
final class StreamPaths {
    private static final Pattern ID = Pattern.compile("\\d{1,9}-\\d{1,18}");
    private static final int MAX_REPLAYED = 10_000;

    private final ControlPlane control;
    private final Directory directory;
    private final StreamPages pages;
    private final Work work;
    private final Bodies bodies;

    StreamPaths(ControlPlane control, Directory directory, StreamPages pages, Work work, Bodies bodies) {
        this.control = control;
        this.directory = directory;
        this.pages = pages;
        this.work = work;
        this.bodies = bodies;
    }

    void mount(Router router) {
        router.get("/api/v1/streams/:pipeline/:stream/sample")
                .handler(Forms.JSON)
                .handler(this::sample);
        router.get("/api/v1/streams/:pipeline/:stream/late")
                .handler(Forms.JSON)
                .handler(context -> aside(context, true));
        router.get("/api/v1/streams/:pipeline/:stream/dead")
                .handler(Forms.JSON)
                .handler(context -> aside(context, false));
        router.post("/api/v1/streams/:pipeline/:stream/late/replay")
                .handler(Forms.JSON)
                .handler(context -> replay(context, true));
        router.post("/api/v1/streams/:pipeline/:stream/dead/replay")
                .handler(Forms.JSON)
                .handler(context -> replay(context, false));
    }

    private String topic(RoutingContext context) {
        return directory.stream(context.pathParam("pipeline"), context.pathParam("stream"));
    }

    private static int few(Parameters parameters) {
        return parameters.whole("limit", 1, 1_000, 50);
    }

    private void sample(RoutingContext context) {
        Parameters parameters = new Parameters(context);
        int limit = few(parameters);
        parameters.check();
        work.answer(
                context,
                () -> pages.newest(topic(context), limit).toBuffer(),
                body -> PlatformPaths.send(context, body));
    }

    private void aside(RoutingContext context, boolean late) {
        Parameters parameters = new Parameters(context);
        int limit = few(parameters);
        Optional<String> before = parameters.text("before");
        Optional<String> reason = parameters.text("reason");
        checkReason(reason, late, parameters.problems());
        Optional<Map<Integer, Long>> bounds =
                before.isEmpty() ? Optional.of(Map.of()) : before.flatMap(StreamPages::bounds);
        if (bounds.isEmpty()) {
            parameters.problems().add("before", QueryMessages.message("aside.before", before.orElse("")));
        }
        parameters.check();
        Locale locale = Languages.of(context.request());
        work.answer(
                context,
                () -> pages.aside(
                                topic(context) + (late ? PipelineData.LATE : PipelineData.DEAD),
                                limit,
                                bounds.orElse(Map.of()),
                                reason.orElse(null),
                                ids -> control.replayed(
                                        context.pathParam("pipeline"), context.pathParam("stream"), late, ids),
                                locale)
                        .toBuffer(),
                body -> PlatformPaths.send(context, body));
    }

    private static void checkReason(Optional<String> reason, boolean late, RequestProblems problems) {
        List<String> all = late
                ? Arrays.stream(LateReason.values()).map(LateReason::text).toList()
                : Arrays.stream(DeadReason.values()).map(DeadReason::text).toList();
        if (reason.isPresent() && !all.contains(reason.get())) {
            problems.add("reason", QueryMessages.message("aside.reason", String.join(", ", all), reason.get()));
        }
    }

    private void replay(RoutingContext context, boolean late) {
        new Parameters(context).check();
        Locale locale = Languages.of(context.request());
        bodies.text(context.request(), Bodies.JSON)
                .onFailure(context::fail)
                .onSuccess(text -> work.answer(
                        context,
                        () -> {
                            topic(context);
                            Replay replay = replay(context, late, Members.object(text), new RequestProblems());
                            return document(control.replay(replay), locale).toBuffer();
                        },
                        body -> PlatformPaths.send(context, body)));
    }

    private static Replay replay(RoutingContext context, boolean late, JsonObject body, RequestProblems problems) {
        Members members = new Members(body, "", problems);
        Optional<JsonArray> events = members.array("events");
        boolean all = members.truth("all").orElse(false);
        Optional<String> reason = members.text("reason");
        checkReason(reason, late, problems);
        boolean dryRun = members.truth("dryRun").orElse(false);
        members.end();
        if (all == events.isPresent()) {
            problems.add("", QueryMessages.message("replay.which"));
        }
        if (reason.isPresent() && !all) {
            problems.add("reason", QueryMessages.message("replay.reason"));
        }
        List<Replay.Item> items = new ArrayList<>();
        events.ifPresent(array -> {
            if (array.isEmpty() || array.size() > MAX_REPLAYED) {
                problems.add("events", QueryMessages.message("replay.events", Integer.toString(MAX_REPLAYED)));
            }
            for (int i = 0; i < Math.min(array.size(), MAX_REPLAYED); i++) {
                items.add(item(array.getValue(i), "events[" + i + "]", late, problems));
            }
        });
        problems.check();
        return new Replay(
                context.pathParam("pipeline"), context.pathParam("stream"), late, items, reason.orElse(null), dryRun);
    }

    private static Replay.Item item(Object value, String path, boolean late, RequestProblems problems) {
        if (!(value instanceof JsonObject object)) {
            problems.add(path, QueryMessages.message("member.object"));
            return new Replay.Item("", null);
        }
        Members members = new Members(object, path + ".", problems);
        String id = members.required("id");
        Optional<String> text = members.text("text");
        members.end();
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            problems.add(path + ".id", QueryMessages.message("replay.id", id));
        }
        if (late && text.isPresent()) {
            problems.add(path + ".text", QueryMessages.message("replay.text"));
        }
        return new Replay.Item(id, text.orElse(null));
    }

    private static JsonObject document(Replay.Outcome outcome, Locale locale) {
        JsonArray refused = new JsonArray();
        for (Replay.Refused one : outcome.refused()) {
            refused.add(new JsonObject()
                    .put("id", one.id())
                    .put("reason", one.reason().in(locale)));
        }
        return new JsonObject()
                .put("replayed", outcome.replayed())
                .put("refused", refused)
                .put("windows", outcome.windows());
    }
}
