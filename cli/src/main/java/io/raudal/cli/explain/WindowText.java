package io.raudal.cli.explain;

import io.raudal.plan.Window;
import java.time.Duration;

/** Windows in a few words. */
final class WindowText {
    private WindowText() {}

    static String of(Window window) {
        if (window instanceof Window.Tumble tumble) {
            return "TUMBLE " + length(tumble.sizeMillis()) + offset(tumble.offsetMillis());
        }
        if (window instanceof Window.Hop hop) {
            return "HOP " + length(hop.sizeMillis()) + " every " + length(hop.slideMillis())
                    + offset(hop.offsetMillis());
        }
        if (window instanceof Window.Cumulate cumulate) {
            return "CUMULATE " + length(cumulate.sizeMillis()) + " by " + length(cumulate.stepMillis())
                    + offset(cumulate.offsetMillis());
        }
        return "SESSION gap " + length(((Window.Session) window).gapMillis());
    }

    private static String offset(long millis) {
        return millis == 0 ? "" : " offset " + length(millis);
    }

    private static String length(long millis) {
        return ExpressionText.length(Duration.ofMillis(millis));
    }
}
