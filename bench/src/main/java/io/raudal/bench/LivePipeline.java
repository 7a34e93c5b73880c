package io.raudal.bench;

/** The pipeline that the benchmarks of the live platform run, over the events of {@link EventRequest}. */
final class LivePipeline {
    /** The rows by device. */
    static final String TOTALS = "/api/v1/views/bench/totals";

    /** The live push of the rows by lane, a few of them. */
    static final String LANES_LIVE = "/api/v1/views/bench/lanes/live";

    static final String TEXT = Pipelines.stream("bench", "lane: STRING\nsent: BIGINT", "lateness: 5s")
            + """
              views:
                totals:
                  sql: |
                    SELECT device, window_start, window_end, %s
                    FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
                lanes:
                  sql: |
                    SELECT lane, window_start, window_end, COUNT(*) AS n, MAX(sent) AS sent
                    FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY lane, window_start, window_end
            """.formatted(Pipelines.AGGREGATES);

    private LivePipeline() {}
}
