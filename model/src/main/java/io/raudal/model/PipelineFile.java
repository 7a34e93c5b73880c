package io.raudal.model;

import java.nio.file.Path;

/**
 * A pipeline with the place of everything in its file.
 *
 * @param file as the user named it
 * @param positions by path such as {@code spec.views.temperature.sql}
 */
public record PipelineFile(Path file, Pipeline pipeline, Positions positions) {}
