SELECT ts, magnitude, place, depth_km, tsunami = 1 AS tsunami_warning FROM quakes WHERE magnitude >= 5
