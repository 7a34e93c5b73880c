/** How rows leave Raudal: the same text everywhere. */
@NullMarked
package io.raudal.engine.rows;

import org.jspecify.annotations.NullMarked;
