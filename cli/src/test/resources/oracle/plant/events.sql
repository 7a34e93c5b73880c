CREATE TABLE readings AS SELECT row_number() OVER () AS position, * FROM read_csv('${readings}', columns = {
  time: 'TIMESTAMP', temperature: 'DOUBLE', humidity: 'DOUBLE', light: 'DOUBLE', co2: 'DOUBLE', humidity_ratio: 'DOUBLE',
  occupancy: 'INTEGER'}, header = true);
