/** The store on DuckDB, and exploratory SQL over it. */
@NullMarked
package io.raudal.duckdb;

import org.jspecify.annotations.NullMarked;
