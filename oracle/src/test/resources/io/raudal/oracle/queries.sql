-- tumble
SELECT device, window_start, window_end, COUNT(*) AS n, COUNT(temp) AS measured, SUM(temp) AS total, AVG(temp) AS mean,
       MIN(temp) AS low, MAX(temp) AS high
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '5' MINUTE))
GROUP BY device, window_start, window_end
-- tumble_offset
SELECT window_start, window_end, window_time, COUNT(*) AS n, SUM(big) AS total, SUM(price) AS prices, AVG(big) AS mean
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' MINUTE, INTERVAL '3' MINUTE))
GROUP BY window_start, window_end, window_time
-- hop
SELECT site, window_start, window_end, COUNT(DISTINCT device) AS devices, MAX(note) AS last_note, STDDEV_POP(temp) AS spread
FROM TABLE(HOP(TABLE readings, DESCRIPTOR(ts), INTERVAL '2' MINUTE, INTERVAL '10' MINUTE))
GROUP BY site, window_start, window_end
-- cumulate
SELECT ok, window_start, window_end, COUNT(*) AS n, SUM(count_n) AS total, MIN(device) AS first_device
FROM TABLE(CUMULATE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' MINUTE, INTERVAL '1' HOUR))
GROUP BY ok, window_start, window_end
-- session
SELECT device, window_start, window_end, COUNT(*) AS n, VAR_POP(temp) AS spread
FROM TABLE(SESSION(TABLE readings PARTITION BY device, DESCRIPTOR(ts), INTERVAL '20' SECOND))
GROUP BY device, window_start, window_end
-- session_touching
SELECT device, window_start, window_end, COUNT(*) AS n
FROM TABLE(SESSION(TABLE beats PARTITION BY device, DESCRIPTOR(ts), INTERVAL '10' SECOND))
GROUP BY device, window_start, window_end
-- windows_of_windows
SELECT device, window_start, window_end, COUNT(*) AS minutes, SUM(n) AS total, MAX(minute_end) AS last_end
FROM TABLE(TUMBLE(TABLE minutes, DESCRIPTOR(minute_time), INTERVAL '5' MINUTE))
GROUP BY device, window_start, window_end
-- rows_of_windows
SELECT device, minute_time, n, window_start, window_end
FROM TABLE(HOP(TABLE minutes, DESCRIPTOR(minute_time), INTERVAL '2' MINUTE, INTERVAL '4' MINUTE))
-- filter_having
SELECT site, window_start, window_end, COUNT(*) FILTER (WHERE ok) AS good, COUNT(*) FILTER (WHERE temp > 30) AS hot,
       SUM(temp) FILTER (WHERE device LIKE 'a%') AS total
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '5' MINUTE))
WHERE site IS NOT NULL
GROUP BY site, window_start, window_end
HAVING COUNT(*) > 50 AND MAX(temp) > 38
-- grouping_sets
SELECT device, site, window_start, window_end, COUNT(*) AS n, GROUPING_ID(device, site) AS level
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '30' MINUTE))
GROUP BY window_start, window_end, GROUPING SETS ((device, site), (site), ())
-- first_last
SELECT device, window_start, window_end, FIRST_VALUE(temp) AS opening, LAST_VALUE(temp) AS closing, LAST_VALUE(note) AS last_note
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '15' MINUTE))
GROUP BY device, window_start, window_end
-- whole_numbers
SELECT site, window_start, window_end, AVG(count_n) AS mean, SUM(count_n) AS total, AVG(CAST(count_n AS DOUBLE)) AS exact
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' MINUTE))
GROUP BY site, window_start, window_end
-- by_expression
SELECT UPPER(SUBSTRING(device FROM 1 FOR 1)) AS first_letter, FLOOR(temp / 10) AS decade, window_start, window_end, COUNT(*) AS n
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '30' MINUTE))
GROUP BY UPPER(SUBSTRING(device FROM 1 FOR 1)), FLOOR(temp / 10), window_start, window_end
-- top_n
SELECT window_start, window_end, device, n, place
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY n DESC, device ASC) AS place
  FROM (
    SELECT device, window_start, window_end, COUNT(*) AS n
    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' MINUTE))
    WHERE device IS NOT NULL
    GROUP BY device, window_start, window_end))
WHERE place <= 3
-- unbounded
SELECT site, COUNT(*) AS n, SUM(big) AS total, MAX(temp) AS high, COUNT(DISTINCT device) AS devices
FROM readings
GROUP BY site
-- row_text
SELECT ts, UPPER(note) AS up, CHAR_LENGTH(note) AS len, SUBSTRING(note, 3, 6) AS part, POSITION('=' IN note) AS pos,
       TRIM(LEADING 'N' FROM note) AS trimmed, REPLACE(note, 'o', '0') AS zeros, SPLIT_INDEX(note, '=', 1) AS code,
       CONCAT(device, '/', site) AS joined, CONCAT_WS('-', device, site, 'x') AS joined_ws, LPAD(device, 5, '*') AS padded,
       REVERSE(device) AS backwards, INITCAP(site) AS caps, REGEXP_EXTRACT(note, '([0-9]+)', 1) AS digits,
       REGEXP_REPLACE(note, '[aeiou]', '_') AS consonants, note LIKE 'Nota 1%' AS likes
FROM readings
WHERE count_n > 900
-- row_numbers
SELECT ts, ABS(count_n) AS a, MOD(count_n, 7) AS m, count_n / 3 AS q, ROUND(temp, 1) AS r, CEIL(temp) AS c, FLOOR(temp) AS f,
       SQRT(ABS(temp)) AS s, POWER(temp, 2) AS p, LN(ABS(temp) + 1) AS l, SIGN(count_n) AS g, price * 2 AS twice,
       price + CAST(1.5 AS DECIMAL(3, 1)) AS more, temp > 10 AND ok AS both_, temp IS NULL OR ok AS either_,
       GREATEST(count_n, 5) AS big_one, TRUNCATE(temp, 1) AS cut
FROM readings
WHERE MOD(big, 17) = 0
-- row_times
SELECT ts, EXTRACT(HOUR FROM ts) AS h, EXTRACT(MINUTE FROM ts) AS m, FLOOR(ts TO MINUTE) AS minute_, CEIL(ts TO HOUR) AS hour_,
       TIMESTAMPADD(DAY, 3, ts) AS later, TIMESTAMPDIFF(MINUTE, ts, TIMESTAMP '2026-02-01 00:00:00') AS until_february,
       DATE_FORMAT(ts, 'yyyy-MM-dd HH:mm') AS text_, ts + INTERVAL '90' SECOND AS plus_, CAST(ts AS DATE) AS day_,
       TO_TIMESTAMP('2026-01-02 03:04:05') AS fixed
FROM readings
WHERE count_n < -950
-- row_conditions
SELECT ts, CASE WHEN temp > 30 THEN 'hot' WHEN temp < 0 THEN 'cold' ELSE 'fine' END AS feel, COALESCE(device, site, 'nobody') AS who,
       NULLIF(site, 'sur') AS not_south, CAST(temp AS INT) AS whole, CAST(count_n AS STRING) AS text_,
       TRY_CAST(note AS INT) AS bad, CAST('12' AS BIGINT) AS twelve, device IN ('z', 'a-1') AS listed, IF(ok, 1, 0) AS flag,
       count_n BETWEEN -10 AND 10 AS small, site NOT LIKE '%e' AS likes
FROM readings
WHERE big > 900000000000
-- json_and_arrays
SELECT ts, JSON_VALUE(doc, '$.s') AS s, CAST(JSON_VALUE(doc, '$.k') AS INT) AS k, JSON_EXISTS(doc, '$.x') AS has_x,
       CARDINALITY(tags) AS tag_count, tags[1] AS first_tag, ARRAY_CONTAINS(tags, 't1') AS has_t1
FROM readings
WHERE CAST(JSON_VALUE(doc, '$.k') AS INT) = 7
-- unnest
SELECT ts, device, tag
FROM readings CROSS JOIN UNNEST(tags) AS t (tag)
WHERE count_n > 800
-- table_join
SELECT r.ts, r.device, s.city, s.floors * 2 AS double_floors
FROM readings AS r LEFT JOIN sites AS s ON r.site = s.site_id
WHERE r.count_n > 850
