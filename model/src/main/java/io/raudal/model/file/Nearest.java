package io.raudal.model.file;

import io.raudal.model.Message;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known word that a wrong one was probably meant to be. */
final class Nearest {
    private static final int MAX_LENGTH = 64;
    private static final int MAX_KNOWN = 700;

    private Nearest() {}

    /** The nearest of the known words, if it is at most a third of the word (and at least one letter) away. */
    static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH || known.size() > MAX_KNOWN) {
            return Optional.empty();
        }
        int bound = Math.max(1, word.length() / 3);
        String nearest = null;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) <= bound) {
                int distance = distance(word, candidate);
                if (distance < bound || (distance == bound && nearest == null)) {
                    nearest = candidate;
                    bound = distance;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** "Did you mean ...?", or all of the known words. */
    static Message remedy(String word, Collection<String> known) {
        return of(word, known)
                .map(nearest -> Texts.of("did.you.mean", nearest))
                .orElseGet(() -> Texts.of("known.names", known.isEmpty() ? "–" : Texts.list(known)));
    }

    /** Letters to insert, delete, replace or swap with the next one (optimal string alignment), in any case. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int replace = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                distance[i][j] = Math.min(replace, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[a.length()][b.length()];
    }
}
