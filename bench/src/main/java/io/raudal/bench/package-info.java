/** Benchmarks, and comparisons with other systems. A leaf: nothing depends on it. */
@NullMarked
package io.raudal.bench;

import org.jspecify.annotations.NullMarked;
