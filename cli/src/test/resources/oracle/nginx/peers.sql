SELECT second_peer, version, tumble(ts, INTERVAL 30 SECOND) - k * INTERVAL 30 SECOND AS window_start,
       window_start + INTERVAL 2 MINUTE AS window_end, count(*) AS samples, CAST(sum(trac_errors) AS BIGINT) AS errors
FROM status, range(4) AS slides(k) GROUP BY ALL
