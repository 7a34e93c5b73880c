package io.raudal.engine.live;

import io.raudal.engine.step.Ledger;

/**
 * What happened to the events of a stream: {@code received = delivered + duplicate + late + dead + in flight}.
 *
 * @param processed counts of what has been through the steps
 * @param inFlight records of the log that have not, control records among them
 */
public record StreamLedger(Ledger processed, long inFlight) {}
