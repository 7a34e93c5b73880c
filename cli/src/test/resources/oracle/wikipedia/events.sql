CREATE TABLE edits AS
SELECT * FROM read_json('${edits}', format = 'newline_delimited', columns = {
  time: 'TIMESTAMP', channel: 'VARCHAR', page: 'VARCHAR', "user": 'VARCHAR', comment: 'VARCHAR', countryName: 'VARCHAR',
  cityName: 'VARCHAR', isAnonymous: 'BOOLEAN', isRobot: 'BOOLEAN', added: 'BIGINT', deleted: 'BIGINT', delta: 'BIGINT'});
