/** Looking into streams of the log: their newest events, and those that were late or dead. No HTTP. */
@NullMarked
package io.raudal.query.stream;

import org.jspecify.annotations.NullMarked;
