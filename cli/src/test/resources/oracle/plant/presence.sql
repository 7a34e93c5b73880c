WITH steps AS (
  SELECT *, CASE WHEN time - lag(time) OVER w <= INTERVAL 10 MINUTE THEN 0 ELSE 1 END AS opens FROM readings WHERE occupancy = 1
  WINDOW w AS (ORDER BY time, position)),
sessions AS (SELECT *, sum(opens) OVER (ORDER BY time, position ROWS UNBOUNDED PRECEDING) AS session FROM steps)
SELECT min(time) AS window_start, max(time) + INTERVAL 10 MINUTE AS window_end, count(*) AS minutes,
       first(co2 ORDER BY time, position) AS co2_before, last(co2 ORDER BY time, position) AS co2_after
FROM sessions GROUP BY session
