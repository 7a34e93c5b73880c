CREATE TABLE trips AS
SELECT *, CAST(date_sub('minute', pickup, dropoff) AS INTEGER) AS minutes FROM read_csv('${trips}', columns = {
  pickup: 'TIMESTAMP', dropoff: 'TIMESTAMP', riders: 'BIGINT', distance: 'DOUBLE', fare: 'DECIMAL(10,2)', tip: 'DECIMAL(10,2)',
  tolls: 'DOUBLE', total: 'DOUBLE', color: 'VARCHAR', payment: 'VARCHAR', zone: 'VARCHAR', dropoff_zone: 'VARCHAR',
  borough: 'VARCHAR', dropoff_borough: 'VARCHAR'}, header = true);
