CREATE MACRO tumble(ts, length) AS time_bucket(length, ts, TIMESTAMP '1970-01-01');
