SELECT section, tumble(ts, INTERVAL 1 DAY) AS window_start, window_start + (k + 1) * INTERVAL 6 HOUR AS window_end,
       count(*) AS requests, avg(bytes::DOUBLE) AS mean_sent
FROM requests, range(4) AS steps(k)
WHERE status < 400 AND ts < tumble(ts, INTERVAL 1 DAY) + (k + 1) * INTERVAL 6 HOUR
GROUP BY ALL HAVING count(*) >= 20
