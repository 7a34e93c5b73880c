/** Keys as bytes whose unsigned order is the order of rows, and the table that turns them into small integers. */
@NullMarked
package io.raudal.engine.key;

import org.jspecify.annotations.NullMarked;
