SELECT tumble(ts, INTERVAL 1 DAY) AS window_start, window_start + INTERVAL 1 DAY AS window_end, count(*) AS hours_seen,
       count(pm25) AS measured, avg(pm25::DOUBLE) AS mean_pm25, max(pm25) AS worst, min(temp) AS coldest FROM hours GROUP BY ALL
