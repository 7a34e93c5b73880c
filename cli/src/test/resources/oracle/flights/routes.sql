WITH routes AS (
  SELECT origin, destination, tumble(time, INTERVAL 1 DAY) AS window_start, avg(delay::DOUBLE) AS mean_delay, count(*) AS flights
  FROM flights GROUP BY ALL HAVING count(*) >= 5)
SELECT window_start, window_start + INTERVAL 1 DAY AS window_end, route_rank, origin, destination, mean_delay, flights
FROM (SELECT *, row_number() OVER (PARTITION BY window_start ORDER BY mean_delay DESC, origin, destination) AS route_rank FROM routes)
WHERE route_rank <= 3
