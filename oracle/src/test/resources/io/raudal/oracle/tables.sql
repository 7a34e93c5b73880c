CREATE TABLE readings (
  ts TIMESTAMP(3), device STRING, site STRING, temp DOUBLE, count_n INT, big BIGINT, price DECIMAL(10, 2), ok BOOLEAN, note STRING,
  tags ARRAY<STRING>, doc STRING, WATERMARK FOR ts AS ts
) WITH ('connector' = 'filesystem', 'path' = 'file://${directory}/readings.ndjson', 'format' = 'json',
        'json.timestamp-format.standard' = 'ISO-8601')
;;
CREATE TABLE sites (site_id STRING, city STRING, floors INT)
WITH ('connector' = 'filesystem', 'path' = 'file://${directory}/sites.ndjson', 'format' = 'json')
