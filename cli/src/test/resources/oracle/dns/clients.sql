SELECT client, tumble(ts, INTERVAL 1 MINUTE) AS window_start, window_start + INTERVAL 1 MINUTE AS window_end, count(*) AS lookups,
       count(DISTINCT query) AS names, count(*) FILTER (WHERE rcode = 'NXDOMAIN') AS unknown_names, avg(rtt) AS mean_rtt,
       max(rtt) AS worst_rtt FROM lookups GROUP BY ALL
