SELECT channel, tumble(time, INTERVAL 1 HOUR) AS window_start, tumble(time, INTERVAL 1 HOUR) + INTERVAL 1 HOUR AS window_end,
       count(*) AS edits, count(DISTINCT "user") AS editors, CAST(sum(added) AS BIGINT) AS added,
       CAST(sum(deleted) AS BIGINT) AS deleted, count(*) FILTER (WHERE isRobot) AS by_robots, stddev_samp(delta::DOUBLE) AS spread
FROM edits GROUP BY ALL
