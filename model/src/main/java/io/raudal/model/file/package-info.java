/** How a pipeline file is read: its text, the description of its keys, its JSON Schema. */
@NullMarked
package io.raudal.model.file;

import org.jspecify.annotations.NullMarked;
