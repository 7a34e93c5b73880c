/** Bounded runs: inputs read to their end, rows of views in order, and the ledger. */
@NullMarked
package io.raudal.engine.run;

import org.jspecify.annotations.NullMarked;
