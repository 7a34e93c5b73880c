SELECT countryName AS country, tumble(time, INTERVAL 10 MINUTE) - k * INTERVAL 10 MINUTE AS window_start,
       window_start + INTERVAL 1 HOUR AS window_end, count(*) AS edits, count(cityName) AS with_city,
       min(delta) AS smallest, max(delta) AS largest
FROM edits, range(6) AS slides(k) WHERE isAnonymous GROUP BY ALL
