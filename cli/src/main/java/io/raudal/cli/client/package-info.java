/** Verbs that speak to a running platform over HTTP. */
@NullMarked
package io.raudal.cli.client;

import org.jspecify.annotations.NullMarked;
