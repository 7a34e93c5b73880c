/** Everything in one process: pipelines over one log and one store, and the services around them. */
@NullMarked
package io.raudal.cli.platform;

import org.jspecify.annotations.NullMarked;
