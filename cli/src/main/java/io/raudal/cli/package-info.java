/** The {@code raudal} command; wires everything by hand. */
@NullMarked
package io.raudal.cli;

import org.jspecify.annotations.NullMarked;
