CREATE TABLE lines AS
SELECT row_number() OVER () AS position, regexp_extract(line,
  '^(\S+) \S+ (\S+) \[([^\]]+)\] "([A-Z]+) (\S+) ([^"]+)" (\d{3}) (\d+|-) "([^"]*)" "(.*)"$',
  ['ip', 'login', 'ts', 'method', 'url', 'protocol', 'status', 'bytes', 'referrer', 'agent']) AS f
FROM read_csv('${requests}', columns = {line: 'VARCHAR'}, delim = '\x01', quote = '', escape = '', header = false, auto_detect = false);
CREATE TABLE requests AS
SELECT position, f.ip AS ip, strptime(left(f.ts, 20), '%d/%b/%Y:%H:%M:%S') AS ts, f.url AS url, TRY_CAST(f.status AS INT) AS status,
       TRY_CAST(f.bytes AS BIGINT) AS bytes, f.referrer AS referrer,
       CASE WHEN len(string_split(f.url, '/')) > 1 THEN string_split(f.url, '/')[2] END AS section
FROM lines WHERE f.ip <> '' ORDER BY position;
