SELECT tumble(second, INTERVAL 10 SECOND) - k * INTERVAL 10 SECOND AS window_start, window_start + INTERVAL 5 MINUTE AS window_end,
       count(*) AS n, count(DISTINCT value) AS levels, var_pop(value) AS spread FROM samples, range(30) AS slides(k) GROUP BY ALL
