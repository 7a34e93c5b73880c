package io.raudal.plan.explain;

import io.raudal.plan.Window;
import java.time.Duration;

/** Windows as the SQL writes them, in the same order: no word of any language. */
final class WindowText {
    private WindowText() {}

    static String of(Window window, String time) {
        if (window instanceof Window.Tumble tumble) {
            return "TUMBLE(" + time + ", " + length(tumble.sizeMillis()) + offset(tumble.offsetMillis());
        }
        if (window instanceof Window.Hop hop) {
            return "HOP(" + time + ", " + length(hop.slideMillis()) + ", " + length(hop.sizeMillis())
                    + offset(hop.offsetMillis());
        }
        if (window instanceof Window.Cumulate cumulate) {
            return "CUMULATE(" + time + ", " + length(cumulate.stepMillis()) + ", " + length(cumulate.sizeMillis())
                    + offset(cumulate.offsetMillis());
        }
        return "SESSION(" + time + ", " + length(((Window.Session) window).gapMillis()) + ")";
    }

    private static String offset(long millis) {
        return millis == 0 ? ")" : ", " + length(millis) + ")";
    }

    private static String length(long millis) {
        return ExpressionText.length(Duration.ofMillis(millis));
    }
}
