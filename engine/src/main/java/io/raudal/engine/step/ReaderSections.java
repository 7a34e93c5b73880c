package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a partition's snapshot has by view, each by itself: the view's name and identity, what the ledger says of it, its state. So a
 * partition takes what fits, and parts of another snapshot.
 */
final class ReaderSections {
    private record Section(long identity, Ledger.ViewCounts counts, byte[] state) {}

    private final Map<String, Section> sections = new HashMap<>();

    static void write(ReaderState[] states, Ledger ledger, KeyBytes out) {
        out.putInt(states.length);
        KeyBytes state = new KeyBytes(1 << 10);
        for (int i = 0; i < states.length; i++) {
            Texts.write(states[i].view.name(), out);
            out.putLong(states[i].view.identity());
            ledger.writeView(i, out);
            state.clear();
            states[i].write(state);
            out.putInt(state.size());
            out.put(state.bytes(), 0, state.size());
        }
    }

    static ReaderSections read(StateReader in) {
        ReaderSections read = new ReaderSections();
        for (int left = in.nextCount(4); left > 0; left--) {
            String name = Texts.read(in);
            long identity = in.nextLong();
            Ledger.ViewCounts counts = Ledger.readView(in);
            read.sections.put(name, new Section(identity, counts, in.nextBytes()));
        }
        return read;
    }

    /**
     * Gives new states what is here.
     *
     * @param rebuilt of another snapshot, from which these views are taken; what the ledger says of them stays, if they are here
     * @return the views that are not there, or with another identity
     */
    List<String> restore(ReaderState[] states, Ledger ledger, ReaderSections rebuilt, Set<String> views) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            ReaderView view = states[i].view;
            Section own = find(view);
            Section section = views.contains(view.name()) ? rebuilt.find(view) : own;
            if (section == null) {
                missing.add(view.name());
                ledger.settleView(i, Ledger.ViewCounts.NONE);
                continue;
            }
            StateReader in = new StateReader(section.state(), 0);
            states[i].read(in);
            if (in.remaining() != 0) {
                throw new IllegalArgumentException(view.name());
            }
            if (own != null) {
                ledger.setView(i, own.counts());
            } else {
                ledger.settleView(i, section.counts());
            }
        }
        return missing;
    }

    private @Nullable Section find(ReaderView view) {
        Section section = sections.get(view.name());
        return section == null || section.identity() != view.identity() ? null : section;
    }
}
