/** Systems that benchmarks compare with, each on a class path of its own. */
@NullMarked
package io.raudal.peer;

import org.jspecify.annotations.NullMarked;
