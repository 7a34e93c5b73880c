/** What a platform tells those who watch it, in the form of Prometheus. */
@NullMarked
package io.raudal.cli.metrics;

import org.jspecify.annotations.NullMarked;
