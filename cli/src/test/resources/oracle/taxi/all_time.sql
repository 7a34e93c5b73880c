SELECT payment, count(*) AS trips, sum(tip) AS tips, max(distance) AS farthest FROM trips GROUP BY ALL
