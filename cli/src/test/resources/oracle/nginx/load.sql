SELECT tumble(ts, INTERVAL 1 MINUTE) AS window_start, window_start + INTERVAL 1 MINUTE AS window_end, count(*) AS samples,
       avg(active::DOUBLE) AS mean_active, max(active + idle) AS most, max(total) - min(total) AS requests, last(hg ORDER BY ts) AS hg
FROM status GROUP BY ALL
