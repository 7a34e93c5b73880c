WITH steps AS (
  SELECT *, CASE WHEN ts - lag(ts) OVER (ORDER BY ts) <= INTERVAL 3 HOUR THEN 0 ELSE 1 END AS opens FROM hours WHERE pm25 IS NOT NULL),
sessions AS (SELECT *, sum(opens) OVER (ORDER BY ts ROWS UNBOUNDED PRECEDING) AS session FROM steps)
SELECT min(ts) AS window_start, max(ts) + INTERVAL 3 HOUR AS window_end, count(*) AS hours_seen FROM sessions GROUP BY session
