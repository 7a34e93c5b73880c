@NullMarked
package io.raudal.engine.aggregate;

import org.jspecify.annotations.NullMarked;
