@NullMarked
package io.raudal.engine.step;

import org.jspecify.annotations.NullMarked;
