package io.raudal.engine.intake;

/** Where sources go on after a restart. Durable; each name has one writer. */
public interface SourcePositions {

    /** The position that was last kept under the name; empty if there is none. */
    byte[] load(String name);

    /** Keeps a position, durable once this returns. */
    void save(String name, byte[] position);
}
