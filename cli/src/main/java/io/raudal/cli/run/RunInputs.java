package io.raudal.cli.run;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.terminal.WrongUsageException;
import io.raudal.cli.verb.Arguments;
import io.raudal.engine.run.InputFailure;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.run.InputFiles;
import io.raudal.model.Message;
import io.raudal.model.NameRule;
import io.raudal.model.RaudalException;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files that a run reads, by stream: those that the user names, or else the stream's own sources.
 *
 * @param failures of names that mean no file
 */
record RunInputs(Map<String, List<InputFile>> files, List<InputFailure> failures) {

    private static final Pattern NAMED = Pattern.compile(NameRule.IDENTIFIER.pattern() + "=[^\\x00]*");

    /**
     * Finds the files.
     *
     * @param views that are asked for; streams that they do not need may have no input
     * @param folder of the pipeline file, from which the sources' paths start
     */
    static RunInputs find(Arguments arguments, PipelinePlan plan, Collection<String> views, Path folder) {
        Map<String, List<String>> named = named(arguments, plan);
        Set<String> needed = needed(plan, views);
        Map<String, List<InputFile>> files = new LinkedHashMap<>();
        List<InputFailure> failures = new ArrayList<>();
        for (StreamPlan streamPlan : plan.streams()) {
            Stream stream = streamPlan.stream();
            List<String> words = named.getOrDefault(stream.name(), List.of());
            Path base = Path.of("");
            if (words.isEmpty()) {
                words = stream.sources().stream()
                        .filter(Source.File.class::isInstance)
                        .map(source -> ((Source.File) source).path())
                        .toList();
                base = folder;
            }
            if (words.isEmpty() && needed.contains(stream.name())) {
                throw noInput(stream);
            }
            if (needed.contains(stream.name())) {
                InputFiles found = InputFiles.find(stream.name(), words, base);
                files.put(stream.name(), found.files());
                failures.addAll(found.failures());
            }
        }
        return new RunInputs(files, failures);
    }

    private static RaudalException noInput(Stream stream) {
        String kinds =
                stream.sources().stream().map(Source::kind).distinct().sorted().collect(Collectors.joining(", "));
        return kinds.isEmpty()
                ? Texts.usage("usage.no-input", stream.name())
                : Texts.usage("usage.no-file", stream.name(), kinds);
    }

    private static Map<String, List<String>> named(Arguments arguments, PipelinePlan plan) {
        List<String> streams = plan.streams().stream().map(StreamPlan::name).toList();
        Map<String, List<String>> named = new LinkedHashMap<>();
        boolean standard = arguments.parameter().equals("-");
        for (String input : arguments.values("--input")) {
            int equals = input.indexOf('=');
            String stream = equals < 0 ? "" : input.substring(0, equals);
            String file = input.substring(equals + 1);
            if (!streams.contains(stream)) {
                if (streams.size() != 1) {
                    throw equals < 0
                            ? Texts.usage("usage.which-stream", input, String.join(", ", streams))
                            : unknown(stream, streams);
                }
                if (NAMED.matcher(input).matches() && !isThere(input)) {
                    throw unknown(stream, streams);
                }
                stream = streams.get(0);
                file = input;
            }
            if (file.isEmpty()) {
                throw Texts.usage("usage.no-file-name", "--input", input);
            }
            if (file.equals("-") && standard) {
                throw Texts.usage("usage.standard-twice");
            }
            standard |= file.equals("-");
            named.computeIfAbsent(stream, s -> new ArrayList<>()).add(file);
        }
        return named;
    }

    private static WrongUsageException unknown(String stream, List<String> streams) {
        return new WrongUsageException(List.of(AskedOutputs.unknown("usage.no-stream", stream, streams)));
    }

    /** Whether something stands under the whole text, so that what is before {@code =} in it is no stream's name. */
    private static boolean isThere(String input) {
        return Files.exists(Path.of(input))
                || !InputFiles.find("", List.of(input), Path.of("")).files().isEmpty();
    }

    /** The streams that the views read, directly or through others. */
    private static Set<String> needed(PipelinePlan plan, Collection<String> views) {
        Set<String> needed = new HashSet<>(views);
        for (int i = plan.views().size() - 1; i >= 0; i--) {
            ViewPlan view = plan.views().get(i);
            if (needed.contains(view.name())) {
                needed.add(view.input());
            }
        }
        return needed;
    }

    /** Where the files are; a list of the caller's own. */
    List<Path> paths() {
        return files.values().stream()
                .flatMap(List::stream)
                .map(InputFile::path)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The inputs that are one file with another of their stream. */
    List<Message> twice() throws IOException {
        List<Message> twice = new ArrayList<>();
        for (List<InputFile> inputs : files.values()) {
            Map<Object, String> seen = new HashMap<>();
            for (InputFile input : inputs) {
                if (input.path() != null && Files.exists(input.path())) {
                    String first = seen.putIfAbsent(identity(input.path()), input.name());
                    if (first != null) {
                        twice.add(Texts.message("input.twice", input.name(), first));
                    }
                }
            }
        }
        return twice;
    }

    /** What two paths to one file have in common; the link to a pipe, as a shell's {@code <(...)} has, leads to no path. */
    private static Object identity(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key != null ? key : path.toRealPath();
    }

    boolean isEmpty() {
        return files.values().stream().allMatch(List::isEmpty);
    }
}
