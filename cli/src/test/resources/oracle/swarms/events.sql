CREATE TABLE quakes AS
SELECT id, make_timestamp(properties.time * 1000) AS ts, properties.mag AS magnitude, properties.type AS kind,
       properties.net AS network, properties.place AS place, properties.felt AS felt, properties.tsunami AS tsunami,
       geometry.coordinates[3] AS depth_km
FROM read_json('${quakes}', format = 'newline_delimited', columns = {
  id: 'VARCHAR',
  properties: 'STRUCT(time BIGINT, mag DOUBLE, type VARCHAR, net VARCHAR, place VARCHAR, felt BIGINT, tsunami INTEGER)',
  geometry: 'STRUCT(coordinates DOUBLE[])'});
