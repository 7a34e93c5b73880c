/** Pipeline files as the command opens them, and the verbs that are about the file alone. */
@NullMarked
package io.raudal.cli.pipeline;

import org.jspecify.annotations.NullMarked;
