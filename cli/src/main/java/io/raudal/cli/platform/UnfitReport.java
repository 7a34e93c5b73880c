package io.raudal.cli.platform;

import java.util.Map;

/** Tells people of views that were made without events of the log, because these do not fit their stream as it is now. One thread. */
final class UnfitReport {
    private final EmbeddedPlatform platform;
    private final StartReport report;
    private Map<String, Long> told;

    /** What is so already has been told. */
    UnfitReport(EmbeddedPlatform platform, StartReport report) {
        this.platform = platform;
        this.report = report;
        told = platform.unfit();
    }

    /** Tells what is new. */
    void look() {
        Map<String, Long> now = platform.unfit();
        now.forEach((view, events) -> {
            if (!events.equals(told.get(view))) {
                report.say("view.unfit", view, events.toString());
            }
        });
        told = now;
    }
}
