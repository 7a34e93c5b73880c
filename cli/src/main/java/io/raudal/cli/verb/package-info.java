/** What a verb is, and what it is given: its options, its arguments, the files that they name. */
@NullMarked
package io.raudal.cli.verb;

import org.jspecify.annotations.NullMarked;
