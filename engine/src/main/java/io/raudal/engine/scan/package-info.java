/** From the bytes of events to columns: JSON, CSV and text, each in one strict scan. */
@NullMarked
package io.raudal.engine.scan;

import org.jspecify.annotations.NullMarked;
