/** What a backup is: a tar archive packed with zstd, whose first file lists all others with their sizes and checksums. */
@NullMarked
package io.raudal.cli.archive;

import org.jspecify.annotations.NullMarked;
