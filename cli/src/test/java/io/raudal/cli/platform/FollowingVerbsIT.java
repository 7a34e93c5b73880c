package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.cli.CommandRun;
import io.raudal.cli.terminal.Shell;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tap} and {@code top} up to their end: the user's, which is in order, and the platform's, which is told. */
@Timeout(240)
class FollowingVerbsIT {
    @TempDir
    private Path folder;

    /** A verb under way in this process, on a terminal. */
    private static final class Following {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final AtomicReference<Runnable> interrupt = new AtomicReference<>(() -> {});
        private final CompletableFuture<Integer> exitCode;

        Following(String language, UpProcess up, String... arguments) {
            String[] all = Arrays.copyOf(arguments, arguments.length + 2);
            all[arguments.length] = "--url";
            all[arguments.length + 1] = url(up);
            Shell shell = new Shell(
                    InputStream.nullInputStream(),
                    out,
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Map.of("LANG", language),
                    true,
                    false,
                    false,
                    interrupt::set);
            exitCode = CompletableFuture.supplyAsync(() -> CommandRun.exitCode(shell, all));
        }

        static String url(UpProcess up) {
            return "http://localhost:" + up.port();
        }

        Following awaitPrinted(UpProcess up, String text) {
            up.await(
                    "it prints " + text,
                    () -> out.toString(StandardCharsets.UTF_8).contains(text));
            return this;
        }

        int exitCode() throws Exception {
            return exitCode.get(60, TimeUnit.SECONDS);
        }

        String said() {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void platform_thatEnds_isToldByWhoeverFollowsIt() throws Exception {
        try (UpProcess up = start()) {
            Following interrupted = new Following("en", up, "tap", "shop.days").awaitPrinted(up, "\"n\":1");
            interrupted.interrupt.get().run();
            assertThat(interrupted.exitCode()).isEqualTo(130);
            assertThat(interrupted.said()).isEmpty();

            Following tap = new Following("en", up, "tap", "shop.days").awaitPrinted(up, "\"n\":1");
            Following top = new Following("es", up, "top").awaitPrinted(up, "shop.orders");
            String url = Following.url(up);
            up.stop();
            assertThat(tap.exitCode()).isEqualTo(1);
            assertThat(tap.said()).isEqualTo("raudal: " + url + ": the platform has ended, or closed the connection\n");
            assertThat(top.exitCode()).isEqualTo(1);
            assertThat(top.said())
                    .isEqualTo("raudal: " + url + ": la plataforma ha terminado o ha cerrado la conexión\n");

            Following none = new Following("en", up, "top");
            assertThat(none.exitCode()).isEqualTo(1);
            assertThat(none.said()).startsWith("raudal: " + url + ": nothing answers there");
        }
    }

    @Test
    void platform_thatFallsOver_isToldByWhoeverFollowsIt() throws Exception {
        try (UpProcess up = start()) {
            Following tap = new Following("en", up, "tap", "shop.days").awaitPrinted(up, "\"n\":1");
            Following top = new Following("en", up, "top").awaitPrinted(up, "shop.orders");
            String gone = "raudal: " + Following.url(up) + ": the platform has ended, or closed the connection\n";
            up.kill();
            assertThat(tap.exitCode()).isEqualTo(1);
            assertThat(tap.said()).isEqualTo(gone);
            assertThat(top.exitCode()).isEqualTo(1);
            assertThat(top.said()).isEqualTo(gone);
        }
    }

    /** With one event, which is in an open row. */
    private UpProcess start() throws Exception {
        Path file = Files.writeString(folder.resolve("shop.yaml"), ShopPipeline.TEXT);
        UpProcess up = UpProcess.start(folder.resolve("data"), file.toString()).ready();
        assertThat(up.post("/ingest/shop/orders", "application/x-ndjson", "{\"n\":1,\"ts\":\"2026-01-01T00:00:00Z\"}\n")
                        .statusCode())
                .isLessThan(300);
        return up;
    }
}
