CREATE TABLE flights AS SELECT * FROM read_csv('${flights}', columns = {
  time: 'TIMESTAMP', delay: 'BIGINT', distance: 'BIGINT', origin: 'VARCHAR', destination: 'VARCHAR'}, header = true);
CREATE TABLE airports AS SELECT * FROM read_csv('${root}/examples/flights/airports.csv', header = true, all_varchar = true);
