package io.raudal.bench;

/** Runs a benchmark by name. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.err.println("raudal bench: there is no benchmark yet");
        System.exit(2);
    }
}
