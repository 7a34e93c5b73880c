/** The embedded engine: steps hosted in this process between a log, a store and the followers of changes. */
@NullMarked
package io.raudal.engine.live;

import org.jspecify.annotations.NullMarked;
