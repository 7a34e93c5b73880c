package io.raudal.cli.metrics;

import java.util.List;

/** The metrics that a platform has of its pipelines and of what it stands on. Labels are names in pipeline files and closed lists. */
enum Metric {
    EVENTS_RECEIVED(true, "raudal_events_received", "Events that came into the log.", "pipeline", "stream"),
    EVENTS_DELIVERED(true, "raudal_events_delivered", "Events that views were given.", "pipeline", "stream"),
    EVENTS_DUPLICATE(true, "raudal_events_duplicate", "Events whose id was there before.", "pipeline", "stream"),
    EVENTS_LATE(true, "raudal_events_late", "Events that came too late.", "pipeline", "stream", "reason"),
    EVENTS_DEAD(true, "raudal_events_dead", "Events that nothing can be made of.", "pipeline", "stream", "reason"),
    EVENTS_REPLAYED(
            true, "raudal_events_replayed", "Late and dead events that were replayed.", "pipeline", "stream", "kind"),
    EVENTS_IN_FLIGHT(
            false, "raudal_events_in_flight", "Events of the log that are still to be read.", "pipeline", "stream"),
    STREAM_WATERMARK_LAG(
            false,
            "raudal_stream_watermark_lag_seconds",
            "How far the least watermark of the partitions is behind the clock.",
            "pipeline",
            "stream"),

    SOURCE_EVENTS(
            true, "raudal_source_events", "Events that a source brought.", "pipeline", "stream", "source", "kind"),
    SOURCE_STATE(
            false,
            "raudal_source_state",
            "1 for the state that a source is in.",
            "pipeline",
            "stream",
            "source",
            "kind",
            "state"),
    SOURCE_LAG_EVENTS(
            false,
            "raudal_source_lag_events",
            "Events that a source is still to read.",
            "pipeline",
            "stream",
            "source",
            "kind"),
    SOURCE_LAG_BYTES(
            false,
            "raudal_source_lag_bytes",
            "Bytes that a source is still to read.",
            "pipeline",
            "stream",
            "source",
            "kind"),

    VIEW_EVENTS_USED(
            true, "raudal_view_events_used", "Delivered events that a view used.", "pipeline", "view", "stream"),
    VIEW_EVENTS_FILTERED(
            true,
            "raudal_view_events_filtered",
            "Delivered events that a view's conditions left out.",
            "pipeline",
            "view",
            "stream"),
    VIEW_EVENTS_FAILED(
            true,
            "raudal_view_events_failed",
            "Delivered events on which an expression of a view failed.",
            "pipeline",
            "view",
            "stream"),
    VIEW_EVENTS_UNREAD(
            false,
            "raudal_view_events_unread",
            "Delivered events that a view was not given when it was made out of the log.",
            "pipeline",
            "view",
            "stream"),
    VIEW_EVENTS_SURPLUS(
            false,
            "raudal_view_events_surplus",
            "Events that the stream had not delivered and a view was given when it was made out of the log.",
            "pipeline",
            "view",
            "stream"),
    VIEW_FINAL_ROWS(true, "raudal_view_final_rows", "Final rows since the start.", "pipeline", "view"),
    VIEW_FAILED_ROWS(true, "raudal_view_failed_rows", "Rows left out since the start.", "pipeline", "view"),
    VIEW_OPEN_ROWS(false, "raudal_view_open_rows", "Rows that may still change.", "pipeline", "view"),
    VIEW_WATERMARK_LAG(
            false,
            "raudal_view_watermark_lag_seconds",
            "How far a view's watermark is behind the clock.",
            "pipeline",
            "view"),
    VIEW_REBUILDING(false, "raudal_view_rebuilding", "1 while a view's rows are made anew.", "pipeline", "view"),

    PIPELINE_STATE(false, "raudal_pipeline_state", "1 for the state that a pipeline is in.", "pipeline", "state"),
    CHECKPOINT_AGE(false, "raudal_checkpoint_age_seconds", "Since the last checkpoint.", "pipeline"),
    CHECKPOINT_DURATION(false, "raudal_checkpoint_duration_seconds", "How long the last checkpoint took.", "pipeline"),
    CHECKPOINT_SIZE(false, "raudal_checkpoint_size_bytes", "The state of the last checkpoint.", "pipeline"),

    COMPONENT_READY(false, "raudal_component_ready", "1 while log or store can be used.", "component"),
    COMPONENT_SIZE(false, "raudal_component_size_bytes", "What log or store take on disk.", "component"),
    DISK_FREE(false, "raudal_disk_free_bytes", "What is free on the disk of the data directory."),
    DISK_FLOOR(false, "raudal_disk_floor_bytes", "What must be free for events to be taken in."),
    LIVE_CLIENTS(false, "raudal_live_clients", "Connections that follow something live.");

    private final boolean isCounter;
    private final String base;
    private final String help;
    /** Their names, parted by a blank. */
    private final String labels;

    /** @param base the name; a counter's without its suffix */
    Metric(boolean isCounter, String base, String help, String... labels) {
        this.isCounter = isCounter;
        this.base = base;
        this.help = help;
        this.labels = String.join(" ", labels);
    }

    /** Whether it only grows, but for what starts anew. */
    boolean isCounter() {
        return isCounter;
    }

    String base() {
        return base;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
    }
}
