SELECT tumble(ts, INTERVAL 1 MINUTE) - k * INTERVAL 1 MINUTE AS window_start, window_start + INTERVAL 5 MINUTE AS window_end,
       count(DISTINCT query) AS about_names, count(DISTINCT query) AS names
FROM lookups, range(5) AS slides(k) GROUP BY ALL
