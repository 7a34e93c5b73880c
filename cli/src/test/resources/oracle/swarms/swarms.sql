WITH steps AS (
  SELECT *, CASE WHEN ts - lag(ts) OVER w <= INTERVAL 15 MINUTE THEN 0 ELSE 1 END AS opens FROM quakes
  WINDOW w AS (PARTITION BY network ORDER BY ts)),
sessions AS (SELECT *, sum(opens) OVER (PARTITION BY network ORDER BY ts ROWS UNBOUNDED PRECEDING) AS session FROM steps)
SELECT network, min(ts) AS window_start, max(ts) + INTERVAL 15 MINUTE AS window_end, count(*) AS quakes, max(magnitude) AS strongest
FROM sessions GROUP BY network, session HAVING count(*) >= 10
