SELECT answer, tumble(ts, INTERVAL 5 MINUTE) AS window_start, window_start + INTERVAL 5 MINUTE AS window_end, count(*) AS n,
       count(DISTINCT client) AS clients
FROM (SELECT ts, client, unnest(answers) AS answer FROM lookups) GROUP BY ALL HAVING count(*) >= 10
