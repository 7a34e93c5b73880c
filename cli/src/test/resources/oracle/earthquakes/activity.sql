SELECT t.region, tumble(ts, INTERVAL 1 DAY) AS window_start, tumble(ts, INTERVAL 1 DAY) + INTERVAL 1 DAY AS window_end,
       count(*) AS quakes, max(magnitude) AS strongest, avg(magnitude) AS mean_magnitude, avg(depth_km) AS mean_depth_km,
       CAST(sum(felt) AS BIGINT) AS reports
FROM quakes q JOIN networks t ON q.network = t.net
WHERE kind = 'earthquake'
GROUP BY ALL
