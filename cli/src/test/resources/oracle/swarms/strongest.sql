WITH ranked AS (
  SELECT tumble(ts, INTERVAL 1 DAY) AS window_start, magnitude, place, row_number() OVER (
           PARTITION BY tumble(ts, INTERVAL 1 DAY) ORDER BY magnitude DESC, rowid) AS place_rank
  FROM quakes WHERE magnitude IS NOT NULL)
SELECT window_start, window_start + INTERVAL 1 DAY AS window_end, place_rank, magnitude, place FROM ranked WHERE place_rank <= 3
