package io.raudal.cli.infer;

import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.TextTable;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.InputFiles;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.engine.file.DamagedInputException;
import io.raudal.model.ErrorCode;
import io.raudal.model.NameRule;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** {@code raudal infer FILE}: a stream definition from sample data. */
public final class InferVerb implements Verb {
    private static final long RECORDS = 100_000;

    @Override
    public String name() {
        return "infer";
    }

    @Override
    public void declare(Options options) {
        options.parameter("FILE", "1")
                .value("NAME", "--stream")
                .value("NAME", "--pipeline")
                .value("N", "--sample")
                .choice(List.of("json", "csv", "text"), "--format")
                .value("C", "--delimiter")
                .flag("--header")
                .flag("--no-header")
                .value("REGEX", "--pattern")
                .flag("--decimals")
                .output();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String file = arguments.parameter();
        Inference.Request request = request(arguments, file);
        Optional<String> pipeline = arguments.value("--pipeline");
        if (pipeline.isPresent() && !NameRule.PIPELINE.allows(pipeline.get())) {
            throw Texts.usage("usage.label", "--pipeline", pipeline.get());
        }
        String output = arguments.output("yaml");
        if (pipeline.isPresent() && !output.equals("yaml")) {
            throw Texts.usage("usage.pipeline-yaml", output);
        }
        String name = file.equals("-") ? Texts.message("input.standard").in(shell.locale()) : file;
        Inference inference;
        try (InputStream in = InputFiles.open(file, shell.in())) {
            inference = Inference.of(in, name, request);
        } catch (DamagedInputException e) {
            throw new RaudalException(ErrorCode.UNREADABLE_INPUT, Texts.about(name, e.inWords()), e);
        }
        write(inference, pipeline.orElse(null), output, shell);
        if (!inference.hasTime()) {
            throw Texts.unreadable("infer.no-time", file);
        }
        return ExitCode.OK;
    }

    private static void write(Inference inference, @Nullable String pipeline, String output, Shell shell)
            throws IOException {
        if (output.equals("json")) {
            Documents.write(inference.document(), output, shell.out());
        } else if (output.equals("table")) {
            TextTable table = new TextTable("lllrr");
            table.row(Texts.message("infer.columns").in(shell.locale()).split(" ", -1));
            inference.table().forEach(table::row);
            shell.print(String.join("\n", table.lines("")) + "\n");
        } else if (pipeline != null) {
            shell.print(inference.pipelineYaml(pipeline, shell.locale()));
        } else {
            shell.print(inference.streamYaml(shell.locale()));
        }
    }

    private static Inference.Request request(Arguments arguments, String file) {
        String stream = arguments.value("--stream").orElseGet(() -> streamName(file));
        if (!NameRule.IDENTIFIER.allows(stream)) {
            throw Texts.usage("usage.name", "--stream", stream);
        }
        String format =
                arguments.has("--format") ? arguments.choice("--format", List.of("json", "csv", "text"), "json") : null;
        return new Inference.Request(
                stream,
                arguments.value("--sample").filter("all"::equals).isPresent()
                        ? Long.MAX_VALUE
                        : arguments.count("--sample", RECORDS),
                format,
                arguments.value("--delimiter").map(InferVerb::delimiter).orElse(null),
                header(arguments),
                arguments.value("--pattern").map(InferVerb::pattern).orElse(null),
                arguments.has("--decimals"));
    }

    /** What a shell calls a pipe, such as {@code /dev/fd/63}, says nothing of what comes out of it. */
    private static String streamName(String file) {
        Path path = InputFiles.path(file);
        return Inference.streamName(path.startsWith("/dev") || path.startsWith("/proc") ? "" : file);
    }

    private static @Nullable Boolean header(Arguments arguments) {
        boolean none = arguments.has("--no-header");
        if (none && arguments.has("--header")) {
            throw Texts.usage("usage.both", "--header", "--no-header");
        }
        return none ? Boolean.FALSE : arguments.has("--header") ? Boolean.TRUE : null;
    }

    private static char delimiter(String text) {
        if (text.equals("\\t") || text.equals("tab")) {
            return '\t';
        }
        if (!text.matches("[ -~&&[^\"]]")) {
            throw Texts.usage("usage.delimiter", "--delimiter", text);
        }
        return text.charAt(0);
    }

    private static Pattern pattern(String text) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw Texts.usage("usage.pattern", "--pattern", e.getDescription() + " (" + (e.getIndex() + 1) + ")");
        }
        if (!text.contains("(?<")) {
            throw Texts.usage("usage.pattern-groups", "--pattern", text);
        }
        return pattern;
    }
}
