/** A stream definition from sample data: what the columns are, which is the time, how late events come. */
@NullMarked
package io.raudal.cli.infer;

import org.jspecify.annotations.NullMarked;
