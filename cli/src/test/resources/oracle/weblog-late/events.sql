CREATE TABLE lines AS
SELECT row_number() OVER () AS position, regexp_extract(line,
  '^(\S+) \S+ (\S+) \[([^\]]+)\] "([A-Z]+) (\S+) ([^"]+)" (\d{3}) (\d+|-) "([^"]*)" "(.*)"$',
  ['ip', 'login', 'ts', 'method', 'url', 'protocol', 'status', 'bytes', 'referrer', 'agent']) AS f
FROM read_csv('${requests}', columns = {line: 'VARCHAR'}, delim = '\x01', quote = '', escape = '', header = false, auto_detect = false);
CREATE TABLE everything AS
SELECT *, coalesce(ts < max(ts) OVER (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - INTERVAL 5 SECOND, false) AS is_late
FROM (SELECT position, f.ip AS ip, strptime(left(f.ts, 20), '%d/%b/%Y:%H:%M:%S') AS ts, f.url AS url, TRY_CAST(f.status AS INT) AS status
      FROM lines WHERE f.ip <> '');
CREATE TABLE requests AS SELECT * FROM everything WHERE NOT is_late ORDER BY position;
