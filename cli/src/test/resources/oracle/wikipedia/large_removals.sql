SELECT time, channel, page, "user", deleted, length(comment) AS comment_length FROM edits WHERE deleted > 300 AND NOT isRobot
