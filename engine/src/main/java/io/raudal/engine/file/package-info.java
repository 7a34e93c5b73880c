/** Files as bytes: read unpacked, whatever they are packed with; written so that a power cut leaves them whole. */
@NullMarked
package io.raudal.engine.file;

import org.jspecify.annotations.NullMarked;
