package io.raudal.engine.live;

/** Where snapshots of the steps are kept between checkpoints. One writer. */
public interface SnapshotStore {

    /** Keeps a snapshot, durable once this returns, and says under what name. */
    String save(byte[] snapshot);

    /**
     * @throws io.raudal.model.RaudalException INVALID_SNAPSHOT if there is none of that name
     */
    byte[] load(String name);

    /** Forgets all others. */
    void keepOnly(String name);
}
