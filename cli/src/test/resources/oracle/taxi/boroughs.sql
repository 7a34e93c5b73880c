SELECT borough, tumble(pickup, INTERVAL 1 DAY) AS window_start, window_start + INTERVAL 1 DAY AS window_end, count(*) AS trips,
       sum(fare) AS fares, max(tip) AS best_tip, CAST(sum(riders) AS BIGINT) AS riders, min(minutes) AS shortest,
       max(minutes) AS longest, var_pop(distance) AS spread FROM trips GROUP BY ALL
