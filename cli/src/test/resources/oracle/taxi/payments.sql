SELECT coalesce(payment, 'unknown') AS payment, hour(pickup) AS pickup_hour,
       tumble(pickup, INTERVAL 1 DAY) - k * INTERVAL 1 DAY AS window_start, window_start + INTERVAL 7 DAY AS window_end,
       count(*) AS trips, count(DISTINCT zone) AS zones, CASE WHEN count(distance) > 1 THEN var_samp(distance) END AS spread
FROM trips, range(7) AS slides(k) GROUP BY ALL
