/** Rows on their way through a view: filters, projections, joins with tables, window assignment. */
@NullMarked
package io.raudal.engine.row;

import org.jspecify.annotations.NullMarked;
