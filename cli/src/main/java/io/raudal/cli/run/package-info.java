/** {@code raudal run}: inputs, outputs, and the ledger of a bounded run. */
@NullMarked
package io.raudal.cli.run;

import org.jspecify.annotations.NullMarked;
