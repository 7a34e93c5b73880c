package io.raudal.ingest;

import io.raudal.engine.file.UnpackedStream;
import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.log.Slices;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.scan.CutBody;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Brings the events of files as if they happened again: each file in its own order, an event once the highest event time so far is
 * reached, so many times faster than it was. What was out of order in a file is again. After a restart it goes on behind the last event
 * that the log has, without making up for the time between.
 */
final class ReplaySource implements EventSource {
    private static final long MICROS = 1000;
    private static final int AT_ONCE = 1000;

    private final Stream stream;
    private final String path;
    private final Path folder;
    private final Source.File.Mode.Replay mode;
    private final int maxRecordBytes;
    private final InstantSource clock;

    ReplaySource(
            Stream stream,
            String path,
            Path folder,
            Source.File.Mode.Replay mode,
            int maxRecordBytes,
            InstantSource clock) {
        this.stream = stream;
        this.path = path;
        this.folder = folder;
        this.mode = mode;
        this.maxRecordBytes = maxRecordBytes;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public String target() {
        return path;
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws IOException, InterruptedException {
        if (mode.shiftToNow()) {
            TimeShift.check(stream);
        }
        TimeShift times = new TimeShift(stream);
        FilePosition from = FilePosition.of(position);
        PriorityQueue<Reader> readers =
                new PriorityQueue<>(Comparator.comparingLong(Reader::highest).thenComparing(Reader::name));
        List<Reader> opened = new ArrayList<>();
        try {
            for (InputFile file : FileSources.find(stream, path, folder)) {
                Reader reader = new Reader(file, times);
                opened.add(reader);
                if (reader.advance()) {
                    readers.add(reader);
                }
            }
            new Playback(times, from, out).play(readers);
        } finally {
            for (Reader reader : opened) {
                reader.close();
            }
        }
    }

    /** One file; belongs to the source's thread. */
    private final class Reader {
        private final String name;
        private final UnpackedStream in;
        private final RecordChunks chunks;
        private final TimeShift times;
        private Slices records = new Slices();
        private long[] recordTimes = {};
        private int next = -1;
        private long highest = TimeShift.NO_TIME;

        Reader(InputFile file, TimeShift times) throws IOException {
            name = file.name();
            this.times = times;
            in = FileSources.open(file);
            chunks = new RecordChunks(stream, maxRecordBytes);
            byte[] header = chunks.readHeader(in);
            chunks.open(header, header.length);
        }

        String name() {
            return name;
        }

        /** The highest event time so far, that of the record that is next included. */
        long highest() {
            return highest;
        }

        long time() {
            return recordTimes[next];
        }

        byte[] record() {
            return records.copy(next);
        }

        /** Goes to the next record; false if there are no more. */
        boolean advance() throws IOException {
            next++;
            while (next >= records.size()) {
                CutBody cut = chunks.next(in, true);
                if (cut == null) {
                    return false;
                }
                records = cut.events();
                recordTimes = times.times(records);
                next = 0;
            }
            highest = Math.max(highest, recordTimes[next]);
            return true;
        }

        void close() throws IOException {
            in.close();
        }
    }

    /** The clock of a replay, and what is to be brought at the next moment. */
    private final class Playback {
        private final TimeShift times;
        private final SourceOutput out;
        private final long skipped;
        private final long beganMicros;
        private long firstMicros = TimeShift.NO_TIME;
        private long read;
        /** On the clock of this machine: when the event time {@link #anchorMicros} is reached. */
        private long anchorNanos;

        private long anchorMicros = TimeShift.NO_TIME;
        private Slices ready = new Slices();

        Playback(TimeShift times, FilePosition from, SourceOutput out) {
            this.times = times;
            this.out = out;
            skipped = from.records();
            beganMicros = (from.startMillis() == 0 ? clock.millis() : from.startMillis()) * MICROS;
        }

        void play(PriorityQueue<Reader> readers) throws IOException, InterruptedException {
            for (Reader reader = readers.poll(); reader != null; reader = readers.poll()) {
                take(reader);
                if (reader.advance()) {
                    readers.add(reader);
                }
            }
            emit();
            out.lag(0, SourceStatus.Unit.EVENTS);
        }

        private void take(Reader reader) throws IOException, InterruptedException {
            long time = reader.time();
            if (time != TimeShift.NO_TIME && firstMicros == TimeShift.NO_TIME) {
                firstMicros = time;
            }
            read++;
            if (read <= skipped) {
                return;
            }
            awaitTurn(reader.highest());
            byte[] record = reader.record();
            if (mode.shiftToNow() && time != TimeShift.NO_TIME) {
                record = times.withTime(record, moved(time));
            }
            ready.add(record, 0, record.length);
            if (ready.size() >= AT_ONCE) {
                emit();
            }
        }

        private long moved(long time) {
            return beganMicros + (long) ((time - firstMicros) / mode.speed());
        }

        /** Waits until an event time is reached; what is ready goes out before that. */
        private void awaitTurn(long micros) throws InterruptedException {
            if (micros == TimeShift.NO_TIME) {
                return;
            }
            if (anchorMicros == TimeShift.NO_TIME) {
                anchorMicros = micros;
                anchorNanos = System.nanoTime();
                if (mode.shiftToNow()) {
                    // A restart goes on where the moved times say that it is now.
                    anchorNanos += (moved(micros) - clock.millis() * MICROS) * MICROS;
                }
            }
            long due = anchorNanos + (long) ((micros - anchorMicros) * MICROS / mode.speed());
            if (due > System.nanoTime()) {
                emit();
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        }

        private void emit() throws InterruptedException {
            if (ready.size() > 0) {
                out.emit(ready, new FilePosition("", 0, read, beganMicros / MICROS).toBytes());
                ready = new Slices();
            }
        }
    }
}
