/** Rows of views as one table, stored and open ones, and what charts and pickers are made of. No HTTP. */
@NullMarked
package io.raudal.query.view;

import org.jspecify.annotations.NullMarked;
