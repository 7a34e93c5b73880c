/** The port to where streams live, and a log in memory. */
@NullMarked
package io.raudal.engine.log;

import org.jspecify.annotations.NullMarked;
