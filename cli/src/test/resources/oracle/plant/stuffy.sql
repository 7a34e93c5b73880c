SELECT time, co2, temperature, CASE WHEN co2 >= 1500 THEN 'bad' WHEN co2 >= 1000 THEN 'poor' ELSE 'good' END AS air
FROM readings WHERE co2 >= 1000
