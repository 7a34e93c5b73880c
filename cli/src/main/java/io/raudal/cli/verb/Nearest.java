package io.raudal.cli.verb;

import java.util.Collection;
import java.util.Optional;

/** The known word that an unknown one was probably meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The known word with the fewest letters to change, insert, remove or swap, if they are at most a third of the word (at least one). */
    public static Optional<String> of(String word, Collection<String> known) {
        String best = null;
        int fewest = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < fewest) {
                fewest = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Optimal string alignment, after Damerau (1964) and Wagner and Fischer (1974). */
    private static int distance(String a, String b) {
        int[][] changes = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    changes[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(changes[i - 1][j - 1] + cost, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                changes[i][j] = swapped ? Math.min(least, changes[i - 2][j - 2] + 1) : least;
            }
        }
        return changes[a.length()][b.length()];
    }
}
