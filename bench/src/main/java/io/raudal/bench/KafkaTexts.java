package io.raudal.bench;

/** One query over one topic, in the words of Raudal and of Flink. */
final class KafkaTexts {
    /** Of an event of {@link Workload}. */
    static final int FIELDS = 14;

    private static final String LAST = "last";
    static final String QUERY = query("rt", "WHERE device <> '" + LAST + "'\n");
    static final String INSERT = "INSERT INTO nowhere\n" + query("rt", "");

    private KafkaTexts() {}

    private static String query(String time, String condition) {
        return """
                SELECT device, window_start, %s
                FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(%s), INTERVAL '10' SECOND))
                %sGROUP BY device, window_start, window_end""".formatted(Pipelines.AGGREGATES, time, condition);
    }

    /** The stream has all fields as columns, the view needs three of them. */
    static String pipeline(String name) {
        StringBuilder columns = new StringBuilder();
        for (int field = 3; field < FIELDS; field++) {
            columns.append(name(field)).append(": ").append(type(field)).append('\n');
        }
        String query = query("ts", "").indent(8).stripTrailing();
        return Pipelines.stream(name, columns.toString(), "lateness: 5s, idle: 24h") + """
                      retention: 365d
                  views:
                    totals:
                      emit: final
                      sql: |
                %s
                """.formatted(query);
    }

    /** @param fields that are declared; Flink's JSON format decodes what is declared */
    static String tables(String servers, String topic, int fields) {
        StringBuilder columns = new StringBuilder("ts BIGINT, device STRING, `value` DOUBLE");
        for (int field = 3; field < fields; field++) {
            columns.append(", ").append(name(field)).append(' ').append(type(field));
        }
        return """
                CREATE TABLE events (%s, rt AS TO_TIMESTAMP_LTZ(ts, 3), WATERMARK FOR rt AS rt - INTERVAL '5' SECOND)
                WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
                      'properties.group.id' = 'flink', 'scan.startup.mode' = 'earliest-offset',
                      'scan.bounded.mode' = 'latest-offset', 'format' = 'json')
                ;;
                CREATE TABLE nowhere (device STRING, window_start TIMESTAMP(3) NOT NULL, n BIGINT NOT NULL, avg_v DOUBLE,
                                      min_v DOUBLE, max_v DOUBLE)
                WITH ('connector' = 'blackhole')
                """.formatted(columns, topic, servers);
    }

    /** The event that ends a partition. */
    static String last(long millis) {
        return "{\"ts\":" + millis + ",\"device\":\"" + LAST + "\",\"value\":0.0}";
    }

    private static String name(int field) {
        String[] names = {"metric_", "label_", "count_", "flag_"};
        int number = field - 3;
        return names[number % names.length] + number;
    }

    private static String type(int field) {
        String[] types = {"DOUBLE", "STRING", "INT", "BOOLEAN"};
        return types[(field - 3) % types.length];
    }
}
