package io.raudal.cli.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is in an archive.
 *
 * @param raudal the version of the program that wrote it
 * @param layout of the data directory that it is a copy of
 * @param takenAt the moment that it shows
 * @param files in the order of the archive
 */
public record Manifest(String raudal, String layout, Instant takenAt, List<Entry> files) {
    /** Of the archive; one of a higher number is not understood. */
    static final int FORMAT = 1;

    static final String NAME = "manifest.json";

    /** No part of a path is empty, {@code .} or {@code ..}, so that none leads out of the directory. */
    private static final Pattern PATH =
            Pattern.compile("(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}]+(/(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}]+)*");

    private static final ObjectMapper JSON = new ObjectMapper();

    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param path relative, with {@code /}
     * @param sha256 in hexadecimal digits
     */
    public record Entry(String path, long bytes, String sha256) {
        public Entry {
            if (!PATH.matcher(path).matches() || bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(path);
            }
        }
    }

    public long bytes() {
        return files.stream().mapToLong(Entry::bytes).sum();
    }

    byte[] toBytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("raudal", raudal);
        json.put("layout", layout);
        json.put("takenAt", takenAt.toString());
        ArrayNode array = json.putArray("files");
        files.forEach(file -> array.addObject()
                .put("path", file.path())
                .put("bytes", file.bytes())
                .put("sha256", file.sha256()));
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws DamagedArchiveException if it is none, or one of a newer format */
    static Manifest of(byte[] bytes) throws DamagedArchiveException {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.path("format").asInt() > FORMAT) {
                throw new DamagedArchiveException(
                        "backup.newer",
                        json.path("format").asText(),
                        json.path("raudal").asText());
            }
            List<Entry> files = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (JsonNode file : json.withArray("files")) {
                Entry entry = new Entry(
                        file.path("path").asText(),
                        file.path("bytes").asLong(-1),
                        file.path("sha256").asText());
                if (!seen.add(entry.path())) {
                    throw new DamagedArchiveException("backup.path", entry.path());
                }
                files.add(entry);
            }
            return new Manifest(
                    json.path("raudal").asText(),
                    json.path("layout").asText(),
                    Instant.parse(json.path("takenAt").asText()),
                    files);
        } catch (IllegalArgumentException e) {
            throw new DamagedArchiveException("backup.path", String.valueOf(e.getMessage()));
        } catch (DamagedArchiveException e) {
            throw e;
        } catch (IOException | DateTimeException | UnsupportedOperationException e) {
            throw new DamagedArchiveException("backup.manifest");
        }
    }
}
