package io.raudal.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a topic has been read.
 *
 * @param topicId what the cluster gave the topic; another one of the same name, also in another cluster, has another
 * @param offsets by partition, the first that is still to be read
 */
record TopicPosition(String topicId, Map<Integer, Long> offsets) {
    TopicPosition {
        offsets = new TreeMap<>(offsets);
    }

    /** Nothing of any topic. */
    static TopicPosition none() {
        return new TopicPosition("", Map.of());
    }

    /** The topic's id in a line, then a line for each partition. */
    byte[] toBytes() {
        StringBuilder text = new StringBuilder(topicId).append('\n');
        offsets.forEach((partition, offset) ->
                text.append(partition).append(' ').append(offset).append('\n'));
        return text.toString().getBytes(US_ASCII);
    }

    static TopicPosition of(byte[] bytes) {
        if (bytes.length == 0) {
            return none();
        }
        Iterator<String> lines = new String(bytes, US_ASCII).lines().iterator();
        String topicId = lines.next();
        Map<Integer, Long> offsets = new TreeMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            int space = line.indexOf(' ');
            offsets.put(Integer.valueOf(line.substring(0, space)), Long.valueOf(line.substring(space + 1)));
        }
        return new TopicPosition(topicId, offsets);
    }
}
