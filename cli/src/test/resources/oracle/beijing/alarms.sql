SELECT ts, pm25, wind NOT IN ('NW', 'NE') AS stays FROM hours WHERE pm25 BETWEEN 500 AND 600 OR pm25 > 900
