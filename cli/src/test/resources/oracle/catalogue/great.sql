SELECT ts, magnitude, lower(scale) AS scale, round(depth, 0) AS depth FROM quakes WHERE magnitude >= 7.0
