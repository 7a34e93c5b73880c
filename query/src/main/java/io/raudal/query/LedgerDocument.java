package io.raudal.query;

import io.raudal.engine.DeadReason;
import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.step.LateReason;
import io.raudal.engine.step.Ledger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What became of the events of streams ({@code StreamLedger}). */
final class LedgerDocument {
    private LedgerDocument() {}

    /** Of every stream of every pipeline. */
    static JsonArray all(Moment moment) {
        JsonArray streams = new JsonArray();
        for (PlatformStatus.PipelineStatus pipeline : moment.status().pipelines()) {
            pipeline.engine()
                    .map(EngineStatus::streams)
                    .orElse(List.of())
                    .forEach(stream -> streams.add(of(pipeline.name(), stream.name(), Optional.of(stream))));
        }
        return streams;
    }

    /** @param state empty where the engine has not started: nothing happened yet */
    static JsonObject of(String pipeline, String stream, Optional<EngineStatus.StreamState> state) {
        Ledger ledger = state.map(known -> known.ledger().processed()).orElseGet(() -> new Ledger(stream, List.of()));
        JsonObject late = new JsonObject();
        for (LateReason reason : LateReason.values()) {
            put(late, reason.text(), ledger.late(reason));
        }
        JsonObject dead = new JsonObject();
        for (DeadReason reason : DeadReason.values()) {
            put(dead, reason.text(), ledger.dead(reason));
        }
        JsonArray views = new JsonArray();
        for (String view : ledger.views()) {
            views.add(of(ledger, view).put("view", view));
        }
        return new JsonObject()
                .put("pipeline", pipeline)
                .put("stream", stream)
                .put("received", state.map(Moment::received).orElse(0L))
                .put("delivered", ledger.delivered())
                .put("duplicate", ledger.duplicate())
                .put("late", ledger.late())
                .put("dead", ledger.dead())
                .put("inFlight", state.map(known -> known.ledger().inFlight()).orElse(0L))
                .put("lateReasons", late)
                .put("deadReasons", dead)
                .put("views", views);
    }

    /** What a view did with a stream's events. */
    static JsonObject of(Ledger ledger, String view) {
        JsonObject reasons = new JsonObject();
        ledger.failures(view).forEach(reasons::put);
        JsonObject document = new JsonObject()
                .put("used", ledger.used(view))
                .put("filtered", ledger.filtered(view))
                .put("failed", ledger.failed(view))
                .put("failedReasons", reasons);
        if (ledger.unread(view) != 0) {
            document.put("unread", ledger.unread(view));
        }
        if (ledger.surplus(view) != 0) {
            document.put("surplus", ledger.surplus(view));
        }
        return document;
    }

    private static void put(JsonObject reasons, String reason, long count) {
        if (count > 0) {
            reasons.put(reason, count);
        }
    }
}
