/** Compiled queries as plain records: scans, expressions, windows, aggregates, keys. */
@NullMarked
package io.raudal.plan;

import org.jspecify.annotations.NullMarked;
