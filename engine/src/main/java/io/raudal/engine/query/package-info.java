/** The port to exploratory SQL over views and recent events. */
@NullMarked
package io.raudal.engine.query;

import org.jspecify.annotations.NullMarked;
