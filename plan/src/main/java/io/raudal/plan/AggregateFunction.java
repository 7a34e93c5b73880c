package io.raudal.plan;

/**
 * The aggregates. NULL arguments are ignored; over no value COUNT and APPROX_COUNT_DISTINCT are 0 and all others NULL.
 */
public enum AggregateFunction {
    /** No argument: rows; one argument: values that are not NULL. */
    COUNT,
    /** INT, BIGINT (wrapping), DOUBLE (compensated), DECIMAL (exact; NULL past 38 digits). */
    SUM,
    /** The sum divided by the count, in the argument's type as Flink does: whole numbers are truncated. */
    AVG,
    /** Any type with an order. */
    MIN,
    /** Any type with an order. */
    MAX,
    STDDEV_POP,
    /** NULL of one row. */
    STDDEV_SAMP,
    VAR_POP,
    /** NULL of one row. */
    VAR_SAMP,
    /** By event time, then partition and offset. */
    FIRST_VALUE,
    /** By event time, then partition and offset. */
    LAST_VALUE,
    /** HyperLogLog, 2^12 registers, composite estimate; relative standard error 1.6 %. */
    APPROX_COUNT_DISTINCT,
    /** (x DOUBLE, p literal from 0 to 1): a DDSketch, relative error at most 1 %. */
    APPROX_PERCENTILE
}
