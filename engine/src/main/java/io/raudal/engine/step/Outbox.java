package io.raudal.engine.step;

/** Where a step puts what it emits; the host's side of the contract of {@link PartitionStep} and {@link KeyedStep}. */
@FunctionalInterface
public interface Outbox {

    /**
     * Takes an emission, or refuses it by answering false; the step keeps a refused one, answers false itself and offers it again when
     * it is next flushed.
     *
     * <p>An emission is valid until this returns: whoever keeps it copies what it needs. A {@link PartialBatch} alone is handed over
     * for good.
     */
    boolean offer(Emission emission);
}
