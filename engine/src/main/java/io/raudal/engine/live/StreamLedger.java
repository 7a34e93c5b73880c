package io.raudal.engine.live;

import io.raudal.engine.step.Ledger;

/**
 * What happened to the events of a stream: {@code received = delivered + duplicate + late + dead + in flight}.
 *
 * @param processed counts of what has been through the steps
 * @param inFlight events of the log that have not
 * @param replayedLate how many of the late events count in the views after all
 * @param replayedDead how many of the dead events were taken in again; they are received a second time
 */
public record StreamLedger(Ledger processed, long inFlight, long replayedLate, long replayedDead) {}
