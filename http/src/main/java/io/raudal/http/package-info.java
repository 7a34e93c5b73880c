/** The port that people and programs speak to: limits, who may come, how errors look; services mount their paths on it. */
@NullMarked
package io.raudal.http;

import org.jspecify.annotations.NullMarked;
