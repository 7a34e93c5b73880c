CREATE TABLE quakes AS
SELECT strptime(DateTime, '%Y/%m/%d %H:%M:%S.%g') AS ts, Magnitude AS magnitude, MagType AS scale, Depth AS depth,
       NbStations AS stations, Source AS source
FROM read_csv('${quakes}', header = true, columns = {DateTime: 'VARCHAR', Latitude: 'DOUBLE', Longitude: 'DOUBLE', Depth: 'DOUBLE',
  Magnitude: 'DOUBLE', MagType: 'VARCHAR', NbStations: 'INTEGER', Gap: 'VARCHAR', Distance: 'VARCHAR', RMS: 'VARCHAR', Source: 'VARCHAR', EventID: 'VARCHAR'});
