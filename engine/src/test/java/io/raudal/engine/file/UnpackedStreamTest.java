package io.raudal.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What is broken is told in the reader's language and with its place; how things are unpacked is shown where inputs are read. */
class UnpackedStreamTest {
    private final byte[] content = new byte[300_000];

    {
        new Random(1).nextBytes(content);
        Arrays.fill(content, 0, 100_000, (byte) 'x');
    }

    @Test
    void gzip_cutOff_namesItsEnd() throws IOException {
        for (int length : new int[] {5, 12, 150_000, gzip().length - 3}) {
            assertThat(failure(Arrays.copyOf(gzip(), length), Locale.ENGLISH))
                    .isEqualTo("the gzip data breaks off at byte " + length);
        }
        assertThat(failure(Arrays.copyOf(gzip(), 12), new Locale("es")))
                .isEqualTo("los datos gzip se interrumpen en el byte 12");
    }

    @Test
    void gzip_damaged_namesThePlace() throws IOException {
        byte[] header = gzip();
        header[2] = 7;
        assertThat(failure(header, Locale.ENGLISH)).isEqualTo("the gzip data is damaged at byte 3 or shortly before");
        byte[] block = gzip();
        block[10] = 7;
        assertThat(failure(block, new Locale("es")))
                .matches("los datos gzip están dañados en el byte 1\\d o poco antes");
        byte[] sum = gzip();
        sum[sum.length - 5] ^= 1;
        assertThat(failure(sum, Locale.ENGLISH))
                .isEqualTo("the gzip data that ends at byte " + sum.length + " is damaged, its checksum is another");
    }

    @Test
    void gzip_withSomethingBehind_namesWhere() throws IOException {
        for (byte[] tail : new byte[][] {{'x'}, {0x1F, 'x'}, {0, 0, 'x'}}) {
            byte[] bytes = Arrays.copyOf(gzip(), gzip().length + tail.length);
            System.arraycopy(tail, 0, bytes, gzip().length, tail.length);
            int at = gzip().length + (tail.length == 3 ? 2 : 0);
            assertThat(failure(bytes, Locale.ENGLISH))
                    .isEqualTo("what follows the gzip data at byte " + at + " is no gzip");
        }
    }

    @Test
    void zstd_cutOffOrDamaged_namesHowFarItWasRead() throws IOException {
        for (int length : new int[] {5, 150_000, zstd().length - 1}) {
            assertThat(failure(Arrays.copyOf(zstd(), length), Locale.ENGLISH))
                    .isEqualTo("the zstd data breaks off at byte " + length);
        }
        byte[] damaged = zstd();
        damaged[4] ^= 8;
        assertThat(failure(damaged, Locale.ENGLISH)).matches("the zstd data is damaged before byte \\d+");
        assertThat(failure(damaged, new Locale("es"))).matches("los datos zstd están dañados antes del byte \\d+");
    }

    private static String failure(byte[] packed, Locale locale) throws IOException {
        try (UnpackedStream in = UnpackedStream.of(new ByteArrayInputStream(packed))) {
            in.readAllBytes();
            throw new AssertionError("was read");
        } catch (DamagedInputException e) {
            return e.inWords().in(locale);
        }
    }

    private byte[] gzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private byte[] zstd() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
