/** The query service: views and streams over HTTP, live push, the control plane's paths, and the pages. */
@NullMarked
package io.raudal.query;

import org.jspecify.annotations.NullMarked;
