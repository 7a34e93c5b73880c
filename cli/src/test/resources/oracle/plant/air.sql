SELECT occupancy, tumble(time, INTERVAL 1 HOUR) AS window_start, window_start + INTERVAL 1 HOUR AS window_end, count(*) AS n,
       avg(co2) AS avg_co2, CASE WHEN count(co2) > 1 THEN stddev_samp(co2) END AS spread, list_sort(list(co2))[1 + CAST(floor(0.95 * (count(co2) - 1)) AS INTEGER)] AS p95
FROM readings GROUP BY ALL
