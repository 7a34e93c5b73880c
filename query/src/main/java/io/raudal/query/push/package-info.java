/** Live push: one reader for each view and stream that is followed, whose pieces are sent as they are to all who follow. */
@NullMarked
package io.raudal.query.push;

import org.jspecify.annotations.NullMarked;
