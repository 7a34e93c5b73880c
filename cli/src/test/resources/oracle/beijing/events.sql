CREATE TABLE hours AS
SELECT make_timestamp(year, month, day, hour, 0, 0) AS ts, "pm2.5" AS pm25, TEMP AS temp, PRES AS pressure, cbwd AS wind
FROM read_csv('${hours}', header = true, nullstr = 'NA', columns = {No: 'BIGINT', year: 'BIGINT', month: 'BIGINT', day: 'BIGINT',
  hour: 'BIGINT', "pm2.5": 'BIGINT', DEWP: 'DOUBLE', TEMP: 'DOUBLE', PRES: 'DOUBLE', cbwd: 'VARCHAR', Iws: 'DOUBLE', "Is": 'DOUBLE', Ir: 'DOUBLE'});
