SELECT status, tumble(ts, INTERVAL 10 SECOND) AS window_start, window_start + INTERVAL 10 SECOND AS window_end,
       count(*) AS requests, count(DISTINCT ip) AS visitors FROM requests GROUP BY ALL
