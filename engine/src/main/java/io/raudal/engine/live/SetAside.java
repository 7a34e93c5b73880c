package io.raudal.engine.live;

import io.raudal.engine.log.Log;
import java.util.HashMap;
import java.util.Map;

/**
 * What streams have set aside as late or dead, as whoever reads the streams again has to know it: what was decided when an event came
 * stands, under whatever rules it is read again. Reads its late and dead streams bit by bit, as they grow. An event that failed in a
 * view alone is not among them: the stream has delivered it. One thread.
 */
final class SetAside {

    /** Is told of each event. */
    interface Sink {
        /**
         * @param partition as {@code stream/partition}
         * @param record with the event's own offset
         * @param isReplayed whether it is a late one that counts after all
         */
        void event(String partition, AsideRecord record, boolean isReplayed);
    }

    private final Log log;
    private final String pipeline;
    private final ReplayedEvents replayed;
    /** By late or dead stream and partition, the next record to read. */
    private final Map<String, Long> next = new HashMap<>();

    SetAside(Log log, String pipeline, ReplayedEvents replayed) {
        this.log = log;
        this.pipeline = pipeline;
        this.replayed = replayed;
    }

    /** Reads on, up to what is there now. */
    void read(String stream, Sink sink) throws InterruptedException {
        for (String suffix : new String[] {PipelineData.LATE, PipelineData.DEAD}) {
            String aside = stream + suffix;
            String topic = PipelineData.topic(pipeline, aside);
            for (int partition = 0; partition < log.partitions(topic); partition++) {
                int number = partition;
                String place = aside + "/" + partition;
                AsideEvents.read(log, topic, partition, next.getOrDefault(place, 0L), (record, offset) -> {
                    next.put(place, offset + 1);
                    if (!record.isFailed()) {
                        boolean isLate = suffix.equals(PipelineData.LATE);
                        sink.event(stream + "/" + number, record, isLate && replayed.contains(aside, number, offset));
                    }
                });
            }
        }
    }
}
