/** Aggregates as columns of accumulators: primitive where the value is primitive, merged exactly or in a fixed order. */
@NullMarked
package io.raudal.engine.aggregate;

import org.jspecify.annotations.NullMarked;
