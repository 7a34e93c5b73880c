/** How rows leave Raudal: the same text everywhere. */
@NullMarked
package io.raudal.engine.output;

import org.jspecify.annotations.NullMarked;
