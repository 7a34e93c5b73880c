package io.raudal.cli.verb;

import io.raudal.cli.terminal.Shell;
import java.io.IOException;

/**
 * One verb of the command. Without state: everything is in the arguments and the shell.
 *
 * <p>What goes wrong is thrown and reported by {@link Cli}: a {@link io.raudal.model.RaudalException} for what the user can mend, an
 * IOException of a file that it names.
 */
public interface Verb {
    String name();

    /** Adds the options and parameters that are the verb's own. */
    void declare(Options options);

    /** @return the exit code */
    int run(Arguments arguments, Shell shell) throws IOException;
}
