SELECT second, value, abs(value) AS size, sign(value)::DOUBLE AS direction FROM samples WHERE value > 2.1 OR value < -1.1
