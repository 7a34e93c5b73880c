SELECT ts, ip, regexp_extract(referrer, '[?&]q=([^&]+)', 1) AS query, url
FROM requests WHERE referrer LIKE '%google%' AND regexp_matches(referrer, '[?&]q=([^&]+)')
