/** Fused queries held against Flink SQL. */
@NullMarked
package io.raudal.oracle;

import org.jspecify.annotations.NullMarked;
