package io.raudal.sql;

import java.util.Map;
import java.util.Optional;

/** What functions of other systems are called here. */
final class Synonyms {
    static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("LENGTH", "CHAR_LENGTH(x)"),
            Map.entry("LEN", "CHAR_LENGTH(x)"),
            Map.entry("LCASE", "LOWER(x)"),
            Map.entry("UCASE", "UPPER(x)"),
            Map.entry("STRPOS", "INSTR(text, part)"),
            Map.entry("CHARINDEX", "LOCATE(part, text)"),
            Map.entry("SPLIT_PART", "SPLIT_INDEX(text, separator, index)"),
            Map.entry("REGEXP_LIKE", "REGEXP(text, pattern)"),
            Map.entry("REGEXP_MATCHES", "REGEXP(text, pattern)"),
            Map.entry("NVL", "COALESCE(x, y)"),
            Map.entry("ISNULL", "x IS NULL"),
            Map.entry("IIF", "IF(condition, x, y)"),
            Map.entry("POW", "POWER(x, y)"),
            Map.entry("TRUNC", "TRUNCATE(x, digits)"),
            Map.entry("DATE_TRUNC", "FLOOR(x TO unit)"),
            Map.entry("TIME_BUCKET", "TUMBLE(TABLE t, DESCRIPTOR(ts), size)"),
            Map.entry("DATE_PART", "EXTRACT(unit FROM x)"),
            Map.entry("DATE_ADD", "TIMESTAMPADD(unit, n, x)"),
            Map.entry("DATEADD", "TIMESTAMPADD(unit, n, x)"),
            Map.entry("DATE_DIFF", "TIMESTAMPDIFF(unit, x, y)"),
            Map.entry("DATEDIFF", "TIMESTAMPDIFF(unit, x, y)"),
            Map.entry("TO_CHAR", "DATE_FORMAT(x, pattern)"),
            Map.entry("STRFTIME", "DATE_FORMAT(x, pattern)"),
            Map.entry("EPOCH", "UNIX_TIMESTAMP(text)"),
            Map.entry("MEDIAN", "APPROX_PERCENTILE(x, 0.5)"),
            Map.entry("QUANTILE", "APPROX_PERCENTILE(x, p)"),
            Map.entry("APPROX_QUANTILE", "APPROX_PERCENTILE(x, p)"),
            Map.entry("PERCENTILE", "APPROX_PERCENTILE(x, p)"),
            Map.entry("MEAN", "AVG(x)"),
            Map.entry("FIRST", "FIRST_VALUE(x)"),
            Map.entry("LAST", "LAST_VALUE(x)"),
            Map.entry("STDEV", "STDDEV(x)"),
            Map.entry("JSON_EXTRACT", "JSON_VALUE(x, path)"));

    private Synonyms() {}

    /** @param name in capitals */
    static Optional<String> of(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name));
    }
}
