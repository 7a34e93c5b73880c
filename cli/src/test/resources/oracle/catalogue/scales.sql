SELECT scale, tumble(ts, INTERVAL 7 DAY) AS window_start, window_start + INTERVAL 7 DAY AS window_end, count(*) AS quakes,
       count(stations) AS with_stations, CAST(sum(stations) AS INTEGER) AS stations, max(magnitude) AS strongest,
       stddev_pop(depth) AS spread FROM quakes GROUP BY ALL
