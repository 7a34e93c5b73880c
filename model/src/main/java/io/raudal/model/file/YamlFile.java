package io.raudal.model.file;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.Position;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a YAML file, or why it is none.
 *
 * @param problem null if the text can be read
 */
record YamlFile(String text, @Nullable Problem problem) {
    private static final Pattern CONTROL =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    /** @throws RaudalException UNREADABLE_INPUT if there is no such file or it cannot be read */
    static YamlFile read(Path file) {
        if (Files.isDirectory(file)) {
            throw unreadable("file.directory", file, null);
        }
        try (InputStream input = Files.newInputStream(file)) {
            return read(input);
        } catch (NoSuchFileException e) {
            throw unreadable("file.missing", file, e);
        } catch (AccessDeniedException e) {
            throw unreadable("file.denied", file, e);
        } catch (IOException e) {
            throw unreadable("file.unreadable", file, e);
        }
    }

    /** @param input left open */
    static YamlFile read(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(PipelineReader.MAX_BYTES + 1);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError() && bytes.length <= PipelineReader.MAX_BYTES) {
            FileText source = new FileText(text.toString());
            return wrong(source.position(text.length()), Texts.of("file.not.utf8"), Texts.of("file.not.utf8.remedy"));
        }
        return of(text.toString());
    }

    /** A text as the content of a file. */
    static YamlFile of(String text) {
        if (text.length() > PipelineReader.MAX_BYTES
                || text.getBytes(StandardCharsets.UTF_8).length > PipelineReader.MAX_BYTES) {
            return wrong(Position.START, Texts.of("file.large"), Texts.of("file.large.remedy"));
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Matcher control = CONTROL.matcher(plain);
        if (control.find()) {
            Message rule = Texts.of("file.control", String.format("U+%04X", plain.codePointAt(control.start())));
            Position position = new FileText(plain).position(control.start());
            return wrong(position, rule, Texts.of("file.control.remedy"));
        }
        return new YamlFile(plain, null);
    }

    private static YamlFile wrong(Position position, Message rule, Message remedy) {
        return new YamlFile("", Problem.error("", position, rule, null, remedy));
    }

    private static RaudalException unreadable(String key, Path file, @Nullable IOException cause) {
        return new RaudalException(ErrorCode.UNREADABLE_INPUT, Texts.of(key, file.toString()), cause);
    }
}
