SELECT tumble(ts, INTERVAL 1 MINUTE) AS window_start, window_start + INTERVAL 1 MINUTE AS window_end,
       first(url ORDER BY ts, position) AS first_url, last(url ORDER BY ts, position) AS last_url, min(ip) AS low, max(ip) AS high
FROM requests GROUP BY ALL
