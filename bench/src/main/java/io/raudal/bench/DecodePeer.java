package io.raudal.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A reader of the fields {@code ts}, {@code device} and {@code value} of JSON events. */
interface DecodePeer {

    Yield decode(Events events) throws IOException;

    /**
     * The same events twice.
     *
     * @param block lines one after the other, with room behind
     * @param blockSize without that room
     * @param each one event each, for readers that want an array of its own
     */
    record Events(byte[] block, int blockSize, byte[][] each) {

        static Events split(byte[] lines, int padding) {
            List<byte[]> each = new ArrayList<>();
            int start = 0;
            for (int at = 0; at < lines.length; at++) {
                if (lines[at] == '\n') {
                    each.add(Arrays.copyOfRange(lines, start, at));
                    start = at + 1;
                }
            }
            return new Events(Arrays.copyOf(lines, lines.length + padding), lines.length, each.toArray(new byte[0][]));
        }
    }

    /** What was read, summed up: enough to tell a reader that drops or mangles something. */
    record Yield(long events, long times, long devices, double values) {}

    /** Sums up what is read, without an object an event. */
    final class Sum {
        private long events;
        private long times;
        private long devices;
        private double values;

        void add(long time, int deviceLength, char deviceEnd, double value) {
            events++;
            times += time;
            devices += 31L * deviceLength + deviceEnd;
            values += value;
        }

        void add(long time, String device, double value) {
            add(time, device.length(), device.charAt(device.length() - 1), value);
        }

        Yield total() {
            return new Yield(events, times, devices, values);
        }
    }
}
