package io.raudal.cli.platform;

/** Orders of a shop, and how many there are each day. */
final class ShopPipeline {
    static final String TEXT = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: shop }
            spec:
              streams:
                orders: { columns: { n: BIGINT, ts: TIMESTAMP }, time: { column: ts, lateness: 1h, idle: 1h } }
              views:
                days:
                  sql: |
                    SELECT window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' DAY))
                    GROUP BY window_start, window_end
            """;

    private ShopPipeline() {}
}
