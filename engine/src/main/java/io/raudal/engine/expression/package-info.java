/** Expressions over batches: evaluators made from the plan, a small class a family of functions. */
@NullMarked
package io.raudal.engine.expression;

import org.jspecify.annotations.NullMarked;
