/** The port to where view rows live, and a store in memory. */
@NullMarked
package io.raudal.engine.store;

import org.jspecify.annotations.NullMarked;
