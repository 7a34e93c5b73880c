/** What runs for each view of a compiled pipeline, in words: scan, steps, windows, state, keys. */
@NullMarked
package io.raudal.plan.explain;

import org.jspecify.annotations.NullMarked;
