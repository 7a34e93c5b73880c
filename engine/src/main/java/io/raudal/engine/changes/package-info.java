/** The port from which row changes are followed live, in memory. */
@NullMarked
package io.raudal.engine.changes;

import org.jspecify.annotations.NullMarked;
