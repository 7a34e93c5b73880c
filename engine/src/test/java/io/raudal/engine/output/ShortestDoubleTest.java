package io.raudal.engine.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against Jackson's rendering (the same digits, another notation) and against what the JDK reads back. */
class ShortestDoubleTest {
    private final RowText text = new RowText();

    @ParameterizedTest
    @CsvSource({
        "20, 20.0",
        "0.1, 0.1",
        "-1.5, -1.5",
        "0, 0.0",
        "-0.0, -0.0",
        "9.9e-324, 1e-323",
        "4.9e-324, 5e-324",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "2.0E-3, 0.002",
        "1e-6, 0.000001",
        "1.5e-6, 0.0000015",
        "1e-7, 1e-7",
        "1e20, 100000000000000000000.0",
        "123456789012345680000, 123456789012345680000.0",
        "1e21, 1e+21",
        "1.5e21, 1.5e+21",
        "9007199254740993, 9007199254740992.0",
        "2.98023223876953125E-8, 2.9802322387695312e-8",
        "5e23, 5e+23",
        "1.0E23, 1e+23",
    })
    void double_knownCase_isAsEcmaScriptWritesIt(double value, String expected) {
        assertThat(render(value)).isEqualTo(expected);
    }

    @Test
    void double_anyBits_hasTheDigitsOfJacksonAndReadsBack() {
        long seed = System.nanoTime();
        System.out.println("ShortestDoubleTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            double value = any(random, i);
            if (!Double.isFinite(value)) {
                continue;
            }
            String written = render(value);
            assertThat(Double.doubleToRawLongBits(Double.parseDouble(written)))
                    .as("seed %d: %s", seed, written)
                    .isEqualTo(Double.doubleToRawLongBits(value));
            String jackson = NumberOutput.toString(value, true);
            assertThat(written.length()).as("seed %d: %s", seed, jackson).isLessThanOrEqualTo(longest(jackson));
            if (digits(written).precision() > 1) {
                assertThat(digits(written)).as("seed %d: %s", seed, jackson).isEqualTo(digits(jackson));
            }
        }
    }

    private static double any(Random random, int i) {
        return switch (i % 6) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(1_000_000) / 100.0;
            case 2 -> random.nextLong() / 1024.0;
            case 3 -> Double.longBitsToDouble((long) random.nextInt(2047) << 52);
            case 4 -> Double.longBitsToDouble(random.nextInt(100_000));
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
        };
    }

    /** Jackson writes two digits at least, and exponents where ECMAScript writes zeros. */
    private static int longest(String jackson) {
        return jackson.contains("E") ? Math.max(25, jackson.length() + 1) : jackson.length();
    }

    private static BigDecimal digits(String number) {
        return new BigDecimal(number).stripTrailingZeros();
    }

    private String render(double value) {
        text.clear();
        text.number(value);
        return new String(text.toByteArray(), StandardCharsets.UTF_8);
    }
}
