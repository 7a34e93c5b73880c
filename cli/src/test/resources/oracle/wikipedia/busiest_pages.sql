WITH pages AS (
  SELECT page, tumble(time, INTERVAL 6 HOUR) AS window_start, window_start + INTERVAL 6 HOUR AS window_end, count(*) AS edits
  FROM edits GROUP BY ALL)
SELECT window_start, window_end, page_rank, page, edits FROM (
  SELECT *, row_number() OVER (PARTITION BY window_start ORDER BY edits DESC, page) AS page_rank FROM pages)
WHERE page_rank <= 5
