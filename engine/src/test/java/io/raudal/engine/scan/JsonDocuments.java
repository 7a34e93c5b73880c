package io.raudal.engine.scan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Generates JSON events that are valid, nearly valid or nothing of the kind. */
final class JsonDocuments {
    private static final List<String> NAMES = List.of(
            "s",
            "d",
            "b",
            "i",
            "m",
            "f",
            "o",
            "list",
            "map",
            "n",
            "a",
            "v",
            "x",
            "",
            "s ",
            "ss",
            "D",
            "power",
            "powers",
            "a-very-long-name-of-a-field",
            "a-very-long-nome-of-a-field",
            "a-very-long-name-of-a-fielt",
            "eightbyt",
            "sixteen-bytes-ab",
            "sixteen-bytes-ac",
            "\u00e9t\u00e9",
            "\ud83d\ude00");
    private static final List<String> SCALARS = List.of(
            "0",
            "-0",
            "1",
            "-1",
            "12",
            "25.0",
            "25.5",
            "0.1",
            "-0.001",
            "1e3",
            "1E-2",
            "1e400",
            "1e-400",
            "123456789012345678",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "2147483647",
            "2147483648",
            "3.141592653589793",
            "0.30000000000000004",
            "1.7976931348623157e308",
            "4.9e-324",
            "123456789012345678901234567890.5",
            "0.00000000000000000000000000000001",
            "100000000000000000000e-20",
            "true",
            "false",
            "null",
            "\"12\"",
            "\"+7\"",
            "\" 25.0 \"",
            "\".5\"",
            "\"5.\"",
            "\"007\"",
            "\"1e2\"",
            "\"NaN\"",
            "\"-Infinity\"",
            "\"True\"",
            "\"false\"",
            "\"\"",
            "\"-\"",
            "\"1e\"",
            "\"{}\"",
            "\"[]\"",
            "\"[1]\"",
            "\"null\"",
            "\"{\\\"a\\\":1}\"",
            "01",
            "1.",
            ".5",
            "-",
            "+1",
            "NaN",
            "Infinity",
            "tru",
            "nul",
            "True",
            "0x10",
            "1e",
            "1e+",
            "--1",
            "1_000",
            "'a'",
            "00",
            "-01",
            "1.0.0",
            "1e5.5");
    private static final List<String> TEXTS = List.of(
            "a",
            "text",
            "text of some length",
            "eight by",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u0041",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "\\ud83d\\u0041",
            "\\ud83dx",
            "\\uD83D\\uD83D\\uDE00",
            "\u00e9",
            "\u4e2d\u6587",
            "\ud83d\ude00",
            "\u007f",
            "\\u0000",
            "\\u12",
            "\\x",
            "\\",
            "\t",
            "\u0001",
            "{",
            "}",
            "[",
            ",",
            ":",
            "//",
            " ");
    private static final String MUTANTS = "{}[]\",:\\ \t\r\n0123456789.eE+-truefalsn/u*#\u0000\u001f";

    private final Random random;

    JsonDocuments(long seed) {
        random = new Random(seed);
    }

    byte[] next() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(50) == 0) {
            value(text, 0);
        } else {
            blank(text);
            object(text, 0);
            blank(text);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int mutations = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; mutations > 0; mutations--) {
            bytes = mutate(bytes);
        }
        return bytes;
    }

    private byte[] mutate(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = random.nextInt(bytes.length + 1);
        out.write(bytes, 0, at);
        int rest = at;
        switch (random.nextInt(6)) {
            case 0 -> rest = bytes.length;
            case 1 -> rest = Math.min(bytes.length, at + 1 + random.nextInt(3));
            case 2 -> out.write(random.nextInt(256));
            case 3 -> out.write(MUTANTS.charAt(random.nextInt(MUTANTS.length())));
            case 4 -> {
                rest = Math.min(bytes.length, at + 1);
                out.write(
                        random.nextInt(4) == 0
                                ? random.nextInt(256)
                                : MUTANTS.charAt(random.nextInt(MUTANTS.length())));
            }
            default -> {
                int length = Math.min(bytes.length - at, random.nextInt(12));
                out.write(bytes, at, length);
            }
        }
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }

    private void object(StringBuilder text, int depth) {
        text.append('{');
        int fields = random.nextInt(depth == 0 ? 9 : 4);
        boolean spaced = random.nextInt(4) == 0;
        for (int k = 0; k < fields; k++) {
            text.append(k == 0 ? "" : spaced ? ", " : ",");
            blank(text);
            name(text, pick(NAMES));
            blank(text);
            text.append(spaced ? ": " : ":");
            blank(text);
            value(text, depth + 1);
            blank(text);
        }
        blank(text);
        text.append('}');
    }

    private void name(StringBuilder text, String name) {
        text.append('"');
        int escaped = random.nextInt(10) == 0 && !name.isEmpty() ? random.nextInt(name.length()) : -1;
        for (int k = 0; k < name.length(); k++) {
            if (k == escaped) {
                text.append(String.format("\\u%04x", (int) name.charAt(k)));
            } else {
                text.append(name.charAt(k));
            }
        }
        text.append('"');
    }

    private void value(StringBuilder text, int depth) {
        int kind = random.nextInt(20);
        if (kind < 2 && depth < 6) {
            object(text, depth);
        } else if (kind < 4 && depth < 6) {
            text.append('[');
            int elements = random.nextInt(4);
            for (int k = 0; k < elements; k++) {
                text.append(k == 0 ? "" : ",");
                blank(text);
                value(text, depth + 1);
            }
            blank(text);
            text.append(']');
        } else if (kind < 9) {
            text.append('"');
            for (int parts = random.nextInt(3); parts >= 0; parts--) {
                text.append(random.nextInt(6) == 0 ? pick(TEXTS) : "plain");
            }
            text.append('"');
        } else if (kind < 13) {
            text.append(pick(SCALARS));
        } else if (kind < 16) {
            text.append(random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(1 << random.nextInt(31)));
        } else if (kind < 19) {
            text.append(
                    switch (random.nextInt(3)) {
                        case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                        case 1 -> Double.toString(random.nextDouble() * 100);
                        default -> random.nextInt(100000) + "." + random.nextInt(100000);
                    });
        } else {
            text.append(random.nextBoolean() ? "true" : "null");
        }
    }

    private void blank(StringBuilder text) {
        if (random.nextInt(24) == 0) {
            text.append(" \t\r\n".charAt(random.nextInt(4)));
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
