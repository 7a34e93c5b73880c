package io.raudal.engine.live;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which generations of each view there are: rows of one identity under one name in the store. One serves; another may be in the making.
 * Views that are no longer in the plan stay known, so that their numbers are not given twice. Thread-safe.
 */
final class Generations {

    /** What is to be done for a view so that it runs. */
    enum Task {
        /** Its state is in the snapshot. */
        KEEP,
        /** It is as new as what it reads. */
        BEGIN,
        /** Its rows are to be made from the log under a name of their own. */
        BUILD,
        /** Its rows are there, but its state is not. */
        REBUILD
    }

    private static final int NONE = 0;

    private static final class Entry {
        /** Numbers that have served, the latest first. */
        final List<Integer> served = new ArrayList<>();

        int serving = NONE;
        long servingIdentity;
        int building = NONE;
        long buildingIdentity;
        int highest;
        boolean hasState;
        /** As {@link Completeness} knows it. */
        long missingUntil = Long.MIN_VALUE;
        /** Events that it lacks because they did not fit their stream when it was made. */
        long unfit;
    }

    private final String pipeline;
    private final Map<String, Entry> entries = new TreeMap<>();

    Generations(String pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Takes note of a view of the plan.
     *
     * @param isNew whether what it reads is new too, so that there is nothing to make it from
     */
    synchronized Task plan(String view, long identity, boolean isNew) {
        Entry entry = entries.get(view);
        if (entry == null && isNew) {
            entry = new Entry();
            entry.highest = 1;
            serve(entry, 1, identity);
            entries.put(view, entry);
            return Task.BEGIN;
        }
        if (entry == null) {
            entry = new Entry();
            entries.put(view, entry);
        }
        if (entry.serving != NONE && entry.servingIdentity == identity) {
            entry.building = NONE;
            return entry.hasState ? Task.KEEP : Task.REBUILD;
        }
        if (entry.building == NONE || entry.buildingIdentity != identity) {
            entry.building = ++entry.highest;
            entry.buildingIdentity = identity;
        }
        entry.hasState = false;
        return Task.BUILD;
    }

    /** The generation in the making serves from now on, or the one that serves was made anew. */
    synchronized void takeOver(String view, long missingUntil) {
        Entry entry = entry(view);
        if (entry.building != NONE) {
            serve(entry, entry.building, entry.buildingIdentity);
            entry.building = NONE;
        }
        entry.missingUntil = missingUntil;
    }

    /** Takes note of how many events the generation that serves lacks because they did not fit their stream when it was made. */
    synchronized void unfit(String view, long events) {
        entry(view).unfit = events;
    }

    /** Of all views that lack such events, how many. */
    synchronized Map<String, Long> unfit() {
        Map<String, Long> unfit = new LinkedHashMap<>();
        entries.forEach((view, entry) -> {
            if (entry.unfit > 0) {
                unfit.put(view, entry.unfit);
            }
        });
        return unfit;
    }

    private static void serve(Entry entry, int number, long identity) {
        entry.serving = number;
        entry.servingIdentity = identity;
        entry.served.remove((Integer) number);
        entry.served.add(0, number);
    }

    /** These have state in the next snapshot, all others have none. */
    synchronized void keepStates(Set<String> views) {
        entries.forEach((view, entry) -> entry.hasState = views.contains(view));
    }

    /** The name under which the rows are that serve the view now, also open ones. */
    synchronized String storedName(String view) {
        Entry entry = entries.get(view);
        return name(view, entry == null ? 1 : entry.serving != NONE ? entry.serving : entry.building);
    }

    /** The name under which the view's rows are made; if none is in the making, the one that serves. */
    synchronized String madeName(String view) {
        Entry entry = entry(view);
        return name(view, entry.building != NONE ? entry.building : entry.serving);
    }

    /** The names of all generations that serve or have served, the latest first. */
    synchronized List<String> storedNames(String view) {
        Entry entry = entries.get(view);
        return entry == null
                ? List.of()
                : entry.served.stream().map(number -> name(view, number)).toList();
    }

    /** By view of these, up to when something may be missing; those that miss nothing are not there. */
    synchronized Map<String, Long> missingUntil(Set<String> views) {
        Map<String, Long> missing = new LinkedHashMap<>();
        entries.forEach((view, entry) -> {
            if (views.contains(view) && entry.missingUntil != Long.MIN_VALUE) {
                missing.put(view, entry.missingUntil);
            }
        });
        return missing;
    }

    /** All views that were ever in the plan. */
    synchronized Set<String> views() {
        return Set.copyOf(entries.keySet());
    }

    private Entry entry(String view) {
        Entry entry = entries.get(view);
        if (entry == null) {
            throw new IllegalArgumentException("no view " + view);
        }
        return entry;
    }

    private String name(String view, int number) {
        return pipeline + "." + view + (number <= 1 ? "" : "@" + number);
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(entries.size());
        for (Map.Entry<String, Entry> named : entries.entrySet()) {
            Entry entry = named.getValue();
            out.writeUTF(named.getKey());
            out.writeInt(entry.served.size());
            for (int number : entry.served) {
                out.writeInt(number);
            }
            out.writeInt(entry.serving);
            out.writeLong(entry.servingIdentity);
            out.writeInt(entry.building);
            out.writeLong(entry.buildingIdentity);
            out.writeInt(entry.highest);
            out.writeBoolean(entry.hasState);
            out.writeLong(entry.missingUntil);
            out.writeLong(entry.unfit);
        }
    }

    synchronized void read(DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            Entry entry = new Entry();
            entries.put(in.readUTF(), entry);
            for (int numbers = in.readInt(); numbers > 0; numbers--) {
                entry.served.add(in.readInt());
            }
            entry.serving = in.readInt();
            entry.servingIdentity = in.readLong();
            entry.building = in.readInt();
            entry.buildingIdentity = in.readLong();
            entry.highest = in.readInt();
            entry.hasState = in.readBoolean();
            entry.missingUntil = in.readLong();
            entry.unfit = in.readLong();
        }
    }
}
