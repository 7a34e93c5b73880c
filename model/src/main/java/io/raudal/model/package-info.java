/** The pipeline file: its records, how it is read, and the problems found in it. No engine, no I/O. */
@NullMarked
package io.raudal.model;

import org.jspecify.annotations.NullMarked;
