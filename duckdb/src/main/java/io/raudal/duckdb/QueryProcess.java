package io.raudal.duckdb;

import io.raudal.engine.query.RowSink;
import io.raudal.engine.query.SqlQuery;
import io.raudal.plan.Field;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link QueryWorker} in its process, as its parent sees it. Runs one query at a time; may be killed by any thread. */
final class QueryProcess {
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private boolean ready;
    private long idleSinceNanos = System.nanoTime();

    private QueryProcess(Process process) {
        this.process = process;
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    /** Starts a process that sees nothing of this one's environment and gives way to it. */
    static QueryProcess start(Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "5"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Xss4m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                QueryWorker.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        String root = builder.environment().get("SystemRoot");
        builder.environment().clear();
        if (root != null) {
            builder.environment().put("SystemRoot", root);
        }
        return new QueryProcess(
                builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** Waits until the process can run queries; a new one needs about half a second. */
    void awaitReady() throws IOException, QueryFailure {
        if (!ready) {
            expect(Wire.READY);
            ready = true;
        }
    }

    /** The tables that the query names. */
    List<QueryCheck.Reference> check(SqlQuery query, QueryLimits limits) throws IOException, QueryFailure {
        out.writeByte(Wire.CHECK);
        Wire.writeText(out, query.sql());
        out.writeInt(query.limit());
        out.writeLong(limits.memoryBytes());
        out.writeInt(limits.threads());
        out.flush();
        expect(Wire.TABLES);
        List<QueryCheck.Reference> tables = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            tables.add(new QueryCheck.Reference(Wire.readText(in), in.readLong()));
        }
        return tables;
    }

    /** Lets what was checked be. */
    void leave() throws IOException {
        out.writeByte(Wire.END);
        out.flush();
    }

    /** Runs what was checked; says whether there were more rows. */
    boolean run(List<QueryTable> tables, RowSink sink) throws IOException, QueryFailure {
        out.writeByte(Wire.RUN);
        out.writeInt(tables.size());
        for (QueryTable table : tables) {
            table.write(out);
        }
        out.flush();
        expect(Wire.COLUMNS);
        List<Field> columns = Wire.readFields(in);
        sink.columns(columns);
        while (expect(Wire.ROW, Wire.END) == Wire.ROW) {
            sink.row(Wire.readRow(in, columns));
        }
        return in.readBoolean();
    }

    private int expect(int... kinds) throws IOException, QueryFailure {
        int kind = in.readByte();
        if (kind == Wire.ERROR) {
            throw new QueryFailure(Wire.readText(in), Wire.readTexts(in));
        }
        for (int expected : kinds) {
            if (kind == expected) {
                return kind;
            }
        }
        throw new IOException("the query's process says " + kind);
    }

    void kill() {
        process.destroyForcibly();
    }

    /** How the process ended, which it is about to. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            kill();
        }
        return process.waitFor();
    }

    void rest() {
        idleSinceNanos = System.nanoTime();
    }

    boolean restsSince(long nanos) {
        return System.nanoTime() - idleSinceNanos > nanos;
    }

    boolean isAlive() {
        return process.isAlive();
    }
}
