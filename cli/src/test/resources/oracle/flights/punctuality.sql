SELECT origin, tumble(time, INTERVAL 1 DAY) AS day_start, day_start + INTERVAL 1 DAY AS day_end, count(*) AS flights,
       avg(delay::DOUBLE) AS mean_delay, stddev_pop(delay::DOUBLE) AS spread, max(delay) AS worst,
       count(*) FILTER (WHERE delay > 15) AS late_flights
FROM flights GROUP BY ALL
