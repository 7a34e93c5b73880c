package io.raudal.engine.run;

import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Narrows a plan to some views and those that they read. */
final class AskedViews {
    private AskedViews() {}

    /** The plan without the views that none of {@code asked} needs; its streams parse the same columns, so the same events are dead. */
    static PipelinePlan narrow(PipelinePlan plan, Collection<String> asked) {
        Map<String, ViewPlan> byName = new HashMap<>();
        plan.views().forEach(view -> byName.put(view.name(), view));
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(asked);
        while (!open.isEmpty()) {
            String name = open.pop();
            ViewPlan view = byName.get(name);
            if (view == null) {
                throw new IllegalArgumentException("no view " + name);
            }
            if (needed.add(name) && byName.containsKey(view.input())) {
                open.push(view.input());
            }
        }
        return new PipelinePlan(
                plan.pipeline(),
                plan.streams(),
                plan.tables(),
                plan.views().stream()
                        .filter(view -> needed.contains(view.name()))
                        .toList());
    }
}
