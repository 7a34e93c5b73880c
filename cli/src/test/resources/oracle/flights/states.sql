SELECT coalesce(state, 'other') AS state, tumble(time, INTERVAL 7 DAY) AS window_start, window_start + INTERVAL 7 DAY AS window_end,
       count(*) AS departures, CAST(sum(distance) AS BIGINT) AS miles
FROM flights LEFT JOIN airports ON origin = code GROUP BY ALL
