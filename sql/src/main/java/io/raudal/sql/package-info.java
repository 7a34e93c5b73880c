/** From SQL to a plan, and the full validation of the pipeline file. The only home of Calcite's types. */
@NullMarked
package io.raudal.sql;

import org.jspecify.annotations.NullMarked;
