SELECT occupancy, tumble(time, INTERVAL 1 HOUR) AS window_start, window_start + INTERVAL 1 HOUR AS window_end, count(*) AS n,
       avg(co2) AS avg_co2, CASE WHEN count(co2) > 1 THEN stddev_samp(co2) END AS spread, quantile_disc(co2, 0.95) AS p95
FROM readings GROUP BY ALL
