/** What the command says and where it says it: its shell, texts, colours, tables, progress, interrupts. Knows no verb. */
@NullMarked
package io.raudal.cli.terminal;

import org.jspecify.annotations.NullMarked;
