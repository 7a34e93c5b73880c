package io.raudal.cli.infer;

import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.TextTable;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.InputFiles;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.ValueRule;
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
                .value("NAME", InferVerb::checkName, "--stream")
                .value("NAME", InferVerb::checkLabel, "--pipeline")
                .value("N", InferVerb::checkSample, "--sample")
                .choice(List.of("json", "csv", "text"), "--format")
                .value("C", InferVerb::checkDelimiter, "--delimiter")
                .flag("--header")
                .flag("--no-header")
                .value("REGEX", InferVerb::checkPattern, "--pattern")
                .flag("--decimals")
                .output();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String file = arguments.parameter();
        Inference.Request request = request(arguments, file);
        Optional<String> pipeline = arguments.value("--pipeline");
        String output = arguments.output("yaml");
        if (pipeline.isPresent() && !output.equals("yaml")) {
            throw Texts.usage("usage.pipeline-yaml", output);
        }
        String name = file.equals("-") ? Texts.message("input.standard").in(shell.locale()) : file;
        Inference inference;
        try (InputStream in = InputFiles.open(file, name, shell.in())) {
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
        checkName("--stream", stream);
        String format = arguments.value("--format").orElse(null);
        return new Inference.Request(
                stream,
                arguments.value("--sample").filter("all"::equals).isPresent()
                        ? Long.MAX_VALUE
                        : arguments.count("--sample", RECORDS),
                format,
                arguments
                        .value("--delimiter")
                        .map(text -> isTab(text) ? '\t' : text.charAt(0))
                        .orElse(null),
                header(arguments),
                arguments.value("--pattern").map(Pattern::compile).orElse(null),
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

    private static void checkName(String option, String name) {
        if (!NameRule.IDENTIFIER.allows(name)) {
            throw Texts.usage("usage.name", option, name);
        }
    }

    private static void checkLabel(String option, String label) {
        if (!NameRule.PIPELINE.allows(label)) {
            throw Texts.usage("usage.label", option, label);
        }
    }

    private static void checkSample(String option, String records) {
        if (!records.equals("all")) {
            ValueRule.COUNT.check(option, records);
        }
    }

    private static void checkDelimiter(String option, String text) {
        if (!isTab(text) && !text.matches("[ -~&&[^\"]]")) {
            throw Texts.usage("usage.delimiter", option, text);
        }
    }

    private static boolean isTab(String text) {
        return text.equals("\\t") || text.equals("tab");
    }

    private static void checkPattern(String option, String text) {
        try {
            Pattern unused = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw Texts.usage("usage.pattern", option, e.getDescription() + " (" + (e.getIndex() + 1) + ")");
        }
        if (!text.contains("(?<")) {
            throw Texts.usage("usage.pattern-groups", option, text);
        }
    }
}
