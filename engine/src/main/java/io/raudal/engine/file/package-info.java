/** Files as bytes: unpacked, whatever they are packed with. */
@NullMarked
package io.raudal.engine.file;

import org.jspecify.annotations.NullMarked;
