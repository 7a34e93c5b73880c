CREATE TABLE status AS
SELECT make_timestamp(CAST(j->>'$.timestamp' AS BIGINT) * 1000) AS ts, j->>'$.nginx_version' AS version,
       CAST(j->>'$.connections.active' AS BIGINT) AS active, CAST(j->>'$.connections.idle' AS BIGINT) AS idle,
       CAST(j->>'$.requests.total' AS BIGINT) AS total, CAST(j->>'$.server_zones."hg.nginx.org".requests' AS BIGINT) AS hg,
       CAST(j->>'$.server_zones."trac.nginx.org".responses.5xx' AS BIGINT) AS trac_errors,
       j->>'$.upstreams."trac-backend".peers[1].state' AS second_peer,
       CAST(j->>'$.server_zones."lxr.nginx.org".responses.total' AS BIGINT) AS lxr_total
FROM read_json('${status}', format = 'newline_delimited', records = false, columns = {j: 'JSON'});
