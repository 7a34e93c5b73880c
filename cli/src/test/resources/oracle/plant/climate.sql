SELECT tumble(time, INTERVAL 5 MINUTE) - k * INTERVAL 5 MINUTE AS window_start, window_start + INTERVAL 1 HOUR AS window_end,
       count(*) AS n, avg(temperature) AS avg_t, min(temperature) AS min_t, max(temperature) AS max_t, avg(humidity) AS avg_h,
       max(temperature * 1.8 + 32) AS max_f
FROM readings, range(12) AS slides(k) GROUP BY ALL
