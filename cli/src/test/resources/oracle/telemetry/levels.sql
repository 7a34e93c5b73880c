SELECT split, tumble(second, INTERVAL 1 MINUTE) AS window_start, window_start + INTERVAL 1 MINUTE AS window_end, count(*) AS n,
       avg(value) AS mean, CASE WHEN count(value) > 1 THEN stddev_samp(value) END AS spread, min(value) AS low, max(value) AS high,
       fsum(value) AS total FROM samples GROUP BY ALL
