package io.raudal.engine.run;

import io.raudal.engine.RecordFormat;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Stream;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the bytes of a plan's streams are cut and decoded. */
public final class StreamFormats {
    private StreamFormats() {}

    /** By stream; only the columns that the plan uses are decoded. */
    public static Map<String, RecordFormat> of(PipelinePlan plan) {
        Map<String, RecordFormat> formats = new LinkedHashMap<>();
        for (StreamPlan streamPlan : plan.streams()) {
            Stream stream = streamPlan.stream();
            formats.put(
                    stream.name(),
                    RecordFormats.of(
                            stream.columns(),
                            streamPlan.used().stream()
                                    .filter(index -> stream.columns().get(index).expression() == null)
                                    .toList(),
                            stream.format(),
                            stream.zone()));
        }
        return formats;
    }
}
