package io.raudal.cli.run;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.engine.run.InputFailure;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.run.InputFiles;
import io.raudal.model.Message;
import io.raudal.model.NameRule;
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
 * @param unread files that the user names for streams that nothing asked for needs
 * @param failures of names that mean no file
 */
record RunInputs(Map<String, List<InputFile>> files, Map<String, List<InputFile>> unread, List<InputFailure> failures) {

    private static final Pattern NAMED = Pattern.compile(NameRule.IDENTIFIER.pattern() + "=[^\\x00]*");

    /**
     * Finds the files.
     *
     * @param views that are asked for; streams that they do not need may have no input
     * @param folder of the pipeline file, from which the sources' paths start
     * @param wrong gets what cannot be done, which no run may begin with
     */
    static RunInputs find(
            Arguments arguments, PipelinePlan plan, Collection<String> views, Path folder, List<Message> wrong) {
        List<Message> misnamed = new ArrayList<>();
        Map<String, List<String>> named = named(arguments, plan, misnamed);
        wrong.addAll(misnamed);
        Set<String> needed = needed(plan, views);
        RunInputs inputs = new RunInputs(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (StreamPlan streamPlan : plan.streams()) {
            Stream stream = streamPlan.stream();
            List<String> words = named.getOrDefault(stream.name(), List.of());
            if (!needed.contains(stream.name())) {
                inputs.add(InputFiles.find(stream.name(), words, Path.of("")), stream, inputs.unread);
            } else if (!words.isEmpty()) {
                inputs.add(InputFiles.find(stream.name(), words, Path.of("")), stream, inputs.files);
            } else {
                List<String> sources = stream.sources().stream()
                        .filter(Source.File.class::isInstance)
                        .map(source -> ((Source.File) source).path())
                        .toList();
                inputs.add(InputFiles.find(stream.name(), sources, folder), stream, inputs.files);
                // Where a name is wrong, it may be that of this stream.
                if (sources.isEmpty() && misnamed.isEmpty()) {
                    wrong.add(noInput(stream));
                }
            }
        }
        return inputs;
    }

    private void add(InputFiles found, Stream stream, Map<String, List<InputFile>> to) {
        to.put(stream.name(), found.files());
        failures.addAll(found.failures());
    }

    private static Message noInput(Stream stream) {
        String kinds =
                stream.sources().stream().map(Source::kind).distinct().sorted().collect(Collectors.joining(", "));
        return kinds.isEmpty()
                ? Texts.message("usage.no-input", stream.name())
                : Texts.message("usage.no-file", stream.name(), kinds);
    }

    private static Map<String, List<String>> named(Arguments arguments, PipelinePlan plan, List<Message> wrong) {
        List<String> streams = plan.streams().stream().map(StreamPlan::name).toList();
        Map<String, List<String>> named = new LinkedHashMap<>();
        boolean standard = arguments.parameter().equals("-");
        for (String input : arguments.values("--input")) {
            int equals = input.indexOf('=');
            String stream = equals < 0 ? "" : input.substring(0, equals);
            String file = input.substring(equals + 1);
            if (!streams.contains(stream)) {
                if (streams.size() != 1 || NAMED.matcher(input).matches() && !isThere(input)) {
                    wrong.add(
                            equals < 0
                                    ? Texts.message("usage.which-stream", input, String.join(", ", streams))
                                    : AskedOutputs.unknown("usage.no-stream", stream, streams));
                    continue;
                }
                stream = streams.get(0);
                file = input;
            }
            if (file.isEmpty()) {
                wrong.add(Texts.message("usage.no-file-name", "--input", input));
            } else if (file.equals("-") && standard) {
                wrong.add(Texts.message("usage.standard-twice"));
            } else {
                standard |= file.equals("-");
                named.computeIfAbsent(stream, s -> new ArrayList<>()).add(file);
            }
        }
        return named;
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

    /** Where the files are, those included that nothing needs; a list of the caller's own. */
    List<Path> paths() {
        return java.util.stream.Stream.of(files, unread)
                .flatMap(inputs -> inputs.values().stream())
                .flatMap(List::stream)
                .map(InputFile::path)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What is doubtful: inputs that are one file with another of their stream, and those that nothing needs. */
    List<Message> doubts() throws IOException {
        List<Message> doubts = new ArrayList<>();
        for (List<InputFile> inputs : files.values()) {
            Map<Object, String> seen = new HashMap<>();
            for (InputFile input : inputs) {
                if (input.path() != null && Files.exists(input.path())) {
                    String first = seen.putIfAbsent(identity(input.path()), input.name());
                    if (first != null) {
                        doubts.add(Texts.message("input.twice", input.name(), first));
                    }
                }
            }
        }
        unread.forEach((stream, inputs) -> {
            if (!inputs.isEmpty()) {
                doubts.add(Texts.message("input.unread", stream));
            }
        });
        return doubts;
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
