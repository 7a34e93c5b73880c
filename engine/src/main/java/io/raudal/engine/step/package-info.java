/** The steps: pure, deterministic, single-threaded stages that an engine hosts. {@link io.raudal.engine.step.PipelineSteps} makes them. */
@NullMarked
package io.raudal.engine.step;

import org.jspecify.annotations.NullMarked;
