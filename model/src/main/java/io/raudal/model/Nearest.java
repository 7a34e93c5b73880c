package io.raudal.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The known word that a wrong one was probably meant to be: the one with the fewest letters to insert, remove, replace or swap with the
 * next one [1], whatever their case. At most a third of the word's letters (but at least one) may differ, and never all of them. Among
 * words as near as each other, the one whose case is nearer, then the one that begins alike for longer, then the first by code unit; so
 * the order of the known words does not matter. None for words above 64 letters or more than 700 known ones.
 *
 * <p>[1] Optimal string alignment, after Damerau (1964) and Wagner and Fischer (1974).
 */
public final class Nearest {
    private static final int MAX_LENGTH = 64;
    private static final int MAX_KNOWN = 700;

    private Nearest() {}

    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH || known.size() > MAX_KNOWN) {
            return Optional.empty();
        }
        String folded = word.toLowerCase(Locale.ROOT);
        int bound = Math.min(Math.max(1, word.length() / 3), Math.max(0, word.length() - 1));
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= bound)
                .map(candidate -> new Candidate(candidate, distance(folded, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= bound)
                .min(Comparator.comparingInt(Candidate::distance)
                        .thenComparingInt(candidate -> distance(word, candidate.word))
                        .thenComparingInt(candidate -> -common(folded, candidate.word.toLowerCase(Locale.ROOT)))
                        .thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    private record Candidate(String word, int distance) {}

    static int distance(String a, String b) {
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

    /** The number of letters that both begin with. */
    private static int common(String a, String b) {
        int at = 0;
        while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }
}
