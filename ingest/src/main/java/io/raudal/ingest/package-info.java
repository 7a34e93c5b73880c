/** The ingest service: takes events over HTTP, and from sources that it reads by itself, into the log. */
@NullMarked
package io.raudal.ingest;

import org.jspecify.annotations.NullMarked;
