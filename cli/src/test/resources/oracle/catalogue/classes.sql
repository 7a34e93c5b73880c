SELECT CAST(floor(magnitude) AS INTEGER) AS class, tumble(ts, INTERVAL 30 DAY) AS window_start,
       window_start + (k + 1) * INTERVAL 1 DAY AS window_end, count(*) AS quakes, count(DISTINCT source) AS sources
FROM quakes, range(30) AS steps(k) WHERE ts < tumble(ts, INTERVAL 30 DAY) + (k + 1) * INTERVAL 1 DAY GROUP BY ALL
