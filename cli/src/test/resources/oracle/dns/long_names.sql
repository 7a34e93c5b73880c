SELECT ts, client, query, length(query) AS name_length, len(answers) AS answers, ttls[1] AS first_ttl
FROM lookups WHERE length(query) > 60
