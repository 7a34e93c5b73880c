SELECT wind, time_bucket(INTERVAL 28 DAY, ts, TIMESTAMP '1970-01-05') AS window_start, window_start + INTERVAL 28 DAY AS window_end,
       count(*) AS hours_seen, CASE WHEN count(temp) > 1 THEN stddev_samp(temp) END AS spread,
       first(pressure ORDER BY ts) AS first_pressure, last(pressure ORDER BY ts) AS last_pressure FROM hours GROUP BY ALL
