package io.raudal.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command runs: its streams, its environment, and whether people look at it. A command reaches the outside through its shell
 * and the file system alone, so that tests run it in their own process.
 *
 * @param out for data; not buffered, {@link java.io.IOException}s are those of the system
 * @param err for messages, in UTF-8
 * @param environment such as LANG, NO_COLOR
 * @param outIsPipe a pipe that the reader may close early
 */
public record Shell(
        InputStream in,
        OutputStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean outIsPipe,
        Interrupts interrupts) {

    public Shell {
        environment = Map.copyOf(environment);
    }

    public Shell withOut(OutputStream other) {
        return new Shell(in, other, err, environment, outIsTerminal, errIsTerminal, outIsPipe, interrupts);
    }

    /** Prints text for people or programs on standard output. */
    public void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Tells people on standard error what is wrong. */
    public void error(String text) {
        err.println(Colour.RED.paint("raudal:", errHasColours()) + " " + text);
    }

    /** The language that the environment asks for, if there are texts in it; else English. */
    public Locale locale() {
        for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String language = value.split("[_.@-]", 2)[0].toLowerCase(Locale.ROOT);
                return language.equals("es") ? new Locale("es") : Locale.ENGLISH;
            }
        }
        return Locale.ENGLISH;
    }

    public boolean errHasColours() {
        return errIsTerminal && coloursWanted();
    }

    public boolean outHasColours() {
        return outIsTerminal && coloursWanted();
    }

    /** As <a href="https://no-color.org">no-color.org</a> has it: any value but the empty one. */
    private boolean coloursWanted() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** The terminal's width in characters as COLUMNS says, or 80. */
    public int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("\\d{2,4}") ? Integer.parseInt(columns) : 80;
    }
}
