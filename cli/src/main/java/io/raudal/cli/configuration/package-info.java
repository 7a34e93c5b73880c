/** How the program is set: by a file, the environment and options; and the verb that shows what is in force. */
@NullMarked
package io.raudal.cli.configuration;

import org.jspecify.annotations.NullMarked;
