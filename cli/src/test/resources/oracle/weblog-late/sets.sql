SELECT status, ip, w AS window_start, w + INTERVAL 1 HOUR AS window_end, count(*) AS requests, grouping(status) AS over_statuses
FROM (SELECT *, tumble(ts, INTERVAL 1 HOUR) AS w FROM requests) GROUP BY GROUPING SETS ((w, status), (w, ip), (w))
