SELECT tumble(ts, INTERVAL 1 HOUR) AS window_start, window_start + INTERVAL 1 HOUR AS window_end, count(*) AS requests,
       count(DISTINCT ip) AS visitors, CAST(sum(bytes) AS BIGINT) AS sent,
       count(*) FILTER (WHERE status >= 500) AS server_errors, count(*) FILTER (WHERE status BETWEEN 400 AND 499) AS client_errors
FROM requests GROUP BY ALL
