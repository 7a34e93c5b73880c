CREATE TABLE lookups AS
SELECT ts, "id.orig_h" AS client, query, rcode_name AS rcode, rtt, answers, TTLs AS ttls
FROM read_json('${lookups}', format = 'newline_delimited', columns = {
  ts: 'TIMESTAMP', "id.orig_h": 'VARCHAR', query: 'VARCHAR', rcode_name: 'VARCHAR', rtt: 'DOUBLE', answers: 'VARCHAR[]', TTLs: 'DOUBLE[]'});
