/** From a plan to steps: windows, aggregates, the ledger, the ports, and the embedded engine. */
@NullMarked
package io.raudal.engine;

import org.jspecify.annotations.NullMarked;
