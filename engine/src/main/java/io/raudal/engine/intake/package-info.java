/** How events come into the log: each into the partition of its key, and who brings them. */
@NullMarked
package io.raudal.engine.intake;

import org.jspecify.annotations.NullMarked;
