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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a new text of a pipeline file changes. A view is kept if its plan, the schema and times of the stream that it reads, and all
 * views and tables that it reads are as they were; otherwise it is made again from the log.
 */
final class PipelineChange {
    private final @Nullable CompiledPipeline before;
    private final CompiledPipeline after;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> changed = new HashSet<>();

    private PipelineChange(@Nullable CompiledPipeline before, CompiledPipeline after) {
        this.before = before;
        this.after = after;
    }

    /** @param before null if there was none */
    static AppliedChange of(@Nullable CompiledPipeline before, CompiledPipeline after) {
        String name = after.plan().pipeline();
        PipelineChange change = new PipelineChange(before, after);
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
            } else if (isSame(was, stream)) {
                parts.add(new Part(stream.name(), Kind.STREAM, Action.KEEP, null));
            } else {
                changed.add(stream.name());
                parts.add(new Part(stream.name(), Kind.STREAM, Action.CHANGE, say("change.stream")));
            }
        }
        old.keySet().forEach(name -> parts.add(new Part(name, Kind.STREAM, Action.REMOVE, say("change.removed"))));
    }

    /** Whether events mean the same; where they come from and how long they are kept does not matter. */
    private static boolean isSame(StreamPlan was, StreamPlan is) {
        io.raudal.model.Stream old = was.stream();
        io.raudal.model.Stream now = is.stream();
        return old.columns().equals(now.columns())
                && old.format().equals(now.format())
                && old.zone().equals(now.zone())
                && old.time().equals(now.time())
                && Objects.equals(old.key(), now.key())
                && Objects.equals(old.id(), now.id())
                && old.partitions() == now.partitions();
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
        Map<String, ViewPlan> old =
                byName(before == null ? List.of() : before.plan().views(), ViewPlan::name);
        for (ViewPlan view : after.plan().views()) {
            ViewPlan was = old.remove(view.name());
            if (was == null) {
                parts.add(new Part(view.name(), Kind.VIEW, Action.CREATE, say("change.created")));
                changed.add(view.name());
                continue;
            }
            String source =
                    reads(view).stream().filter(changed::contains).findFirst().orElse(null);
            if (source == null && isSame(was, view)) {
                parts.add(new Part(view.name(), Kind.VIEW, Action.KEEP, null));
            } else {
                changed.add(view.name());
                Message why = source == null ? say("change.query") : say("change.source", source);
                parts.add(new Part(view.name(), Kind.VIEW, Action.REBUILD, why));
            }
        }
        old.keySet().forEach(name -> parts.add(new Part(name, Kind.VIEW, Action.REMOVE, say("change.removed"))));
    }

    /** Whether the query is the same, however it is written; retention may differ. */
    private static boolean isSame(ViewPlan was, ViewPlan is) {
        return was.view().emit() == is.view().emit()
                && Objects.equals(was.view().state(), is.view().state())
                && was.input().equals(is.input())
                && was.inputTime() == is.inputTime()
                && was.before().equals(is.before())
                && Objects.equals(was.aggregation(), is.aggregation())
                && was.after().equals(is.after())
                && Objects.equals(was.topN(), is.topN())
                && was.last().equals(is.last())
                && was.output().equals(is.output());
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
