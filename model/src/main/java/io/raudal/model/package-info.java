/** The pipeline file: its records and the problems found in it; {@code file} reads it. No engine, no I/O. */
@NullMarked
package io.raudal.model;

import org.jspecify.annotations.NullMarked;
