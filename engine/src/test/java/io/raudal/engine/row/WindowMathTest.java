package io.raudal.engine.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowMathTest {

    @Test
    void windows_anyTime_areThoseThatASearchFinds() {
        long seed = 7;
        Random random = new Random(seed);
        for (int trial = 0; trial < 20_000; trial++) {
            long slice = random.nextLong(1, 21);
            int slices = 1 + random.nextInt(6);
            long size = slice * slices;
            boolean cumulating = random.nextBoolean();
            long period = cumulating ? size : slice;
            long offset = random.nextLong(-period, period);
            long time = random.nextLong(-200, 200);
            Window window = cumulating ? new Window.Cumulate(size, slice, offset) : new Window.Hop(size, slice, offset);

            assertThat(windows(window, time))
                    .as("%s at %s, seed %s", window, time, seed)
                    .isEqualTo(search(window, time));
        }
    }

    @Test
    void tumble_beforeTheEpoch_isAlignedDownwards() {
        assertThat(windows(new Window.Tumble(10_000, 0), -1)).containsExactly(List.of(-10_000L, 0L));
        assertThat(windows(new Window.Tumble(10_000, 3_000), -1)).containsExactly(List.of(-7_000L, 3_000L));
        assertThat(windows(new Window.Tumble(10_000, -3_000), 0)).containsExactly(List.of(-3_000L, 7_000L));
        assertThat(WindowMath.millis(-1)).isEqualTo(-1);
        assertThat(WindowMath.millis(1_999)).isEqualTo(1);
    }

    @Test
    void startOfEnd_everyWindow_isItsStart() {
        for (Window window :
                List.of(new Window.Tumble(10, 3), new Window.Hop(12, 4, 1), new Window.Cumulate(12, 4, -1))) {
            WindowMath math = WindowMath.of(window);
            for (long time = -50; time < 50; time++) {
                for (List<Long> bounds : windows(window, time)) {
                    assertThat(math.startOfEnd(bounds.get(1))).isEqualTo(bounds.get(0));
                }
            }
        }
    }

    @Test
    void of_session_isRefused() {
        assertThatThrownBy(() -> WindowMath.of(new Window.Session(10))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<List<Long>> windows(Window window, long time) {
        WindowMath math = WindowMath.of(window);
        long slice = math.sliceStart(time);
        List<List<Long>> all = new ArrayList<>();
        for (int number = 0; number < math.windows(slice); number++) {
            all.add(List.of(math.start(slice, number), math.end(slice, number)));
        }
        return all;
    }

    /** Tries every window around the time, from the definition. */
    private static List<List<Long>> search(Window window, long time) {
        List<List<Long>> found = new ArrayList<>();
        for (long end = time + 1; end <= time + 200; end++) {
            for (long start = time; start > time - 200; start--) {
                boolean is;
                if (window instanceof Window.Hop hop) {
                    is = Math.floorMod(start - hop.offsetMillis(), hop.slideMillis()) == 0
                            && end - start == hop.sizeMillis();
                } else {
                    Window.Cumulate cumulate = (Window.Cumulate) window;
                    is = Math.floorMod(start - cumulate.offsetMillis(), cumulate.sizeMillis()) == 0
                            && (end - start) % cumulate.stepMillis() == 0
                            && end - start <= cumulate.sizeMillis();
                }
                if (is) {
                    found.add(List.of(start, end));
                }
            }
        }
        return found;
    }
}
