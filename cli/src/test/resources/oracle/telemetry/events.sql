CREATE TABLE samples AS SELECT make_timestamp("index" * 1000000) AS second, value, split
FROM read_csv('${samples}', header = true, columns = {"index": 'BIGINT', value: 'DOUBLE', split: 'VARCHAR'});
