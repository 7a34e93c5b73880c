package io.raudal.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code raudal} command. */
@Command(name = "raudal", mixinStandardHelpOptions = true, version = "raudal 0.1.0-SNAPSHOT")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
