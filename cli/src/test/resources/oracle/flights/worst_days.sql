WITH days AS (
  SELECT origin, tumble(time, INTERVAL 1 DAY) + INTERVAL 1 DAY - INTERVAL 1 MILLISECOND AS happened, avg(delay::DOUBLE) AS mean_delay
  FROM flights GROUP BY ALL)
SELECT tumble(happened, INTERVAL 7 DAY) AS window_start, window_start + INTERVAL 7 DAY AS window_end, count(*) AS airports_late,
       max(mean_delay) AS worst_mean FROM days WHERE mean_delay > 20 GROUP BY ALL
