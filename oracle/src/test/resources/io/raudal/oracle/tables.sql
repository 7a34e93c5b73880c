CREATE TABLE readings (
  ts TIMESTAMP(3), device STRING, site STRING, temp DOUBLE, count_n INT, big BIGINT, price DECIMAL(10, 2), ok BOOLEAN, note STRING,
  tags ARRAY<STRING>, doc STRING, WATERMARK FOR ts AS ts
) WITH ('connector' = 'filesystem', 'path' = 'file://${directory}/readings.ndjson', 'format' = 'json',
        'json.timestamp-format.standard' = 'ISO-8601')
;;
CREATE TABLE sites (site_id STRING, city STRING, floors INT)
WITH ('connector' = 'filesystem', 'path' = 'file://${directory}/sites.ndjson', 'format' = 'json')
;;
-- a second behind, so that no session ends between two events at one time
CREATE TABLE beats (ts TIMESTAMP(3), device STRING, WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
WITH ('connector' = 'filesystem', 'path' = 'file://${directory}/beats.ndjson', 'format' = 'json',
      'json.timestamp-format.standard' = 'ISO-8601')
;;
CREATE TEMPORARY VIEW minutes AS
SELECT device, window_end AS minute_end, window_time AS minute_time, COUNT(*) AS n
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY device, window_start, window_end, window_time
