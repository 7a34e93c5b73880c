package io.raudal.cli.platform;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.model.Message;
import io.raudal.model.Table;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.query.AppliedChange;
import io.raudal.query.AppliedChange.Action;
import io.raudal.query.AppliedChange.Kind;
import io.raudal.query.AppliedChange.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a new text of a pipeline file changes. A view is kept if all that its rows depend on is as it was, by the number that the engine
 * itself goes by; otherwise it is made again from the log. What says when an event is late, a duplicate or of which partition makes no
 * view again: it holds for the events to come. Which events of the log still fit nobody knows before they are read; the engine counts them.
 */
final class PipelineChange {
    private final @Nullable CompiledPipeline before;
    private final Map<String, Long> identitiesBefore;
    private final CompiledPipeline after;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> changed = new HashSet<>();

    private PipelineChange(
            @Nullable CompiledPipeline before, Map<String, Long> identitiesBefore, CompiledPipeline after) {
        this.before = before;
        this.identitiesBefore = identitiesBefore;
        this.after = after;
    }

    /**
     * @param before null if there was none
     * @param identitiesBefore its {@link CompiledPipeline#viewIdentities}, of when its engine was made
     */
    static AppliedChange of(
            @Nullable CompiledPipeline before, Map<String, Long> identitiesBefore, CompiledPipeline after) {
        String name = after.plan().pipeline();
        PipelineChange change = new PipelineChange(before, identitiesBefore, after);
        change.parts.add(new Part(name, Kind.PIPELINE, before == null ? Action.CREATE : Action.KEEP, null));
        change.streams();
        change.tables();
        change.views();
        return new AppliedChange(name, change.parts, after.warnings());
    }

    private void streams() {
        Map<String, StreamPlan> old =
                byName(before == null ? List.of() : before.plan().streams(), StreamPlan::name);
        for (StreamPlan stream : after.plan().streams()) {
            StreamPlan was = old.remove(stream.name());
            if (was == null) {
                parts.add(new Part(stream.name(), Kind.STREAM, Action.CREATE, null));
            } else {
                if (!readsSame(was.stream(), stream.stream())) {
                    changed.add(stream.name());
                }
                Message why = what(was.stream(), stream.stream());
                parts.add(new Part(stream.name(), Kind.STREAM, why == null ? Action.KEEP : Action.CHANGE, why));
            }
        }
        old.keySet().forEach(name -> parts.add(new Part(name, Kind.STREAM, Action.REMOVE, say("change.removed"))));
    }

    /** What becomes of a stream's events, a sentence for each thing that changed; null if nothing did. */
    private static @Nullable Message what(io.raudal.model.Stream was, io.raudal.model.Stream is) {
        List<Message> said = new ArrayList<>();
        if (!readsSame(was, is)) {
            said.add(say("change.stream"));
        }
        if (!takesSame(was, is)) {
            said.add(say("change.intake"));
        }
        if (was.partitions() != is.partitions()) {
            String[] counts = {Integer.toString(is.partitions()), Integer.toString(was.partitions())};
            said.add(say("change.partitions", counts));
            if (is.key() != null) {
                said.add(say("change.partitions-key", is.key()));
            }
            if (is.id() != null) {
                said.add(say("change.partitions-id"));
            }
        }
        return said.stream().reduce(PlatformMessages::and).orElse(null);
    }

    /** Whether the same bytes have the same columns and time. */
    private static boolean readsSame(io.raudal.model.Stream was, io.raudal.model.Stream is) {
        return was.columns().equals(is.columns())
                && was.format().equals(is.format())
                && was.zone().equals(is.zone())
                && was.time().column().equals(is.time().column());
    }

    /** Whether the same events are late and duplicate, and go to partitions by the same column. */
    private static boolean takesSame(io.raudal.model.Stream was, io.raudal.model.Stream is) {
        return was.time().equals(is.time()) && Objects.equals(was.key(), is.key()) && Objects.equals(was.id(), is.id());
    }

    private void tables() {
        Map<String, Table> old =
                byName(before == null ? List.of() : before.plan().tables(), Table::name);
        for (Table table : after.plan().tables()) {
            Table was = old.remove(table.name());
            if (was == null) {
                parts.add(new Part(table.name(), Kind.TABLE, Action.CREATE, null));
            } else if (was.equals(table)) {
                parts.add(new Part(table.name(), Kind.TABLE, Action.KEEP, null));
            } else {
                changed.add(table.name());
                parts.add(new Part(table.name(), Kind.TABLE, Action.CHANGE, null));
            }
        }
        old.keySet().forEach(name -> parts.add(new Part(name, Kind.TABLE, Action.REMOVE, null)));
    }

    private void views() {
        Set<String> old = new LinkedHashSet<>();
        if (before != null) {
            before.plan().views().forEach(view -> old.add(view.name()));
        }
        Map<String, Long> identities = after.viewIdentities();
        for (ViewPlan view : after.plan().views()) {
            String name = view.name();
            if (!old.remove(name)) {
                parts.add(new Part(name, Kind.VIEW, Action.CREATE, say("change.created")));
                changed.add(name);
            } else if (Objects.equals(identitiesBefore.get(name), identities.get(name))) {
                parts.add(new Part(name, Kind.VIEW, Action.KEEP, null));
            } else {
                changed.add(name);
                Message why = reads(view).stream()
                        .filter(changed::contains)
                        .findFirst()
                        .map(source -> say("change.source", source))
                        .orElseGet(() -> say("change.query"));
                parts.add(new Part(name, Kind.VIEW, Action.REBUILD, why));
            }
        }
        old.forEach(name -> parts.add(new Part(name, Kind.VIEW, Action.REMOVE, say("change.removed"))));
    }

    /** The stream, views and tables that a view reads itself. */
    static List<String> reads(ViewPlan view) {
        return Stream.concat(
                        Stream.of(view.input()),
                        Stream.of(view.before(), view.after(), view.last())
                                .flatMap(List::stream)
                                .filter(RowOperator.Join.class::isInstance)
                                .map(operator -> ((RowOperator.Join) operator).table()))
                .toList();
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        all.forEach(one -> byName.put(name.apply(one), one));
        return byName;
    }

    private static Message say(String key, String... arguments) {
        return PlatformMessages.message(key, arguments);
    }
}
