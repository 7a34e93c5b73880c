SELECT pickup, upper(zone) AS zone, fare, tip, tip::DOUBLE / fare::DOUBLE AS share, strftime(pickup, '%Y-%m-%d') AS pickup_day
FROM trips WHERE tip * 3 > fare AND fare > 0
