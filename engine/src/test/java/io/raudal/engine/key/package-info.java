@NullMarked
package io.raudal.engine.key;

import org.jspecify.annotations.NullMarked;
