WITH steps AS (
  SELECT *, CASE WHEN ts - lag(ts) OVER w <= INTERVAL 30 MINUTE THEN 0 ELSE 1 END AS opens FROM requests
  WINDOW w AS (PARTITION BY ip ORDER BY ts, position)),
sessions AS (SELECT *, sum(opens) OVER (PARTITION BY ip ORDER BY ts, position ROWS UNBOUNDED PRECEDING) AS session FROM steps)
SELECT ip, min(ts) AS window_start, max(ts) + INTERVAL 30 MINUTE AS window_end, count(*) AS pages,
       first(url ORDER BY ts, position) AS entry_page, last(url ORDER BY ts, position) AS exit_page
FROM sessions GROUP BY ip, session
