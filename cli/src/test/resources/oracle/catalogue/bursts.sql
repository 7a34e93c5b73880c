WITH steps AS (
  SELECT *, CASE WHEN ts - lag(ts) OVER w <= INTERVAL 20 MINUTE THEN 0 ELSE 1 END AS opens FROM quakes
  WINDOW w AS (PARTITION BY source ORDER BY ts)),
sessions AS (SELECT *, sum(opens) OVER (PARTITION BY source ORDER BY ts ROWS UNBOUNDED PRECEDING) AS session FROM steps)
SELECT source, min(ts) AS window_start, max(ts) + INTERVAL 20 MINUTE AS window_end, count(*) AS quakes, min(depth) AS shallowest
FROM sessions GROUP BY source, session HAVING count(*) > 5
