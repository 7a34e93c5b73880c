WITH zones AS (
  SELECT borough, zone, tumble(pickup, INTERVAL 10 DAY) AS window_start, window_start + (k + 1) * INTERVAL 2 DAY AS window_end, count(*) AS trips
  FROM trips, range(5) AS steps(k)
  WHERE borough IS NOT NULL AND pickup < tumble(pickup, INTERVAL 10 DAY) + (k + 1) * INTERVAL 2 DAY GROUP BY ALL)
SELECT window_start, window_end, borough, zone, trips, place FROM (
  SELECT *, row_number() OVER (PARTITION BY window_start, window_end, borough ORDER BY trips DESC, zone) AS place FROM zones)
WHERE place <= 2
