package io.raudal.plan;

/**
 * The scalar functions of expressions, with Flink SQL's meaning. Unless it says otherwise a function is NULL if an operand is. A
 * function that cannot give a value (1/0, a bad pattern) fails the event for that view. Comparison and arithmetic get operands of
 * one common type.
 */
public enum Function {
    // Comparison of any two values of one type; text by code point; NaN equals NaN and is greater than all.
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    /** Never NULL. */
    IS_DISTINCT_FROM,
    /** Never NULL. */
    IS_NOT_DISTINCT_FROM,

    // Three-valued logic; AND and OR do not evaluate operands behind the deciding one.
    AND,
    OR,
    NOT,
    // Never NULL.
    IS_NULL,
    IS_NOT_NULL,
    IS_TRUE,
    IS_NOT_TRUE,
    IS_FALSE,
    IS_NOT_FALSE,

    // Arithmetic on INT, BIGINT (wrapping, as Flink does), DOUBLE, DECIMAL (rounded half up to the result's scale; NULL
    // past its
    // precision); intervals add to and subtract from times (TIMESTAMP, DATE, TIME), multiply with numbers.
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MOD,
    NEGATE,
    /** INTERVAL DAY between two TIMESTAMPs. */
    TIMESTAMP_DIFFERENCE,

    // Numbers.
    ABS,
    SIGN,
    CEIL,
    FLOOR,
    /** (x) or (x, digits), half up. */
    ROUND,
    /** (x) or (x, digits), towards zero. */
    TRUNCATE,
    SQRT,
    CBRT,
    POWER,
    EXP,
    LN,
    LOG10,
    LOG2,
    /** (x) natural, or (base, x). */
    LOG,
    SIN,
    COS,
    TAN,
    COT,
    ASIN,
    ACOS,
    ATAN,
    ATAN2,
    SINH,
    COSH,
    TANH,
    DEGREES,
    RADIANS,
    PI,
    E,
    GREATEST,
    LEAST,
    BIN,
    HEX,

    // Text; positions count code points from 1.
    UPPER,
    LOWER,
    INITCAP,
    CHAR_LENGTH,
    /** The operands joined; NULL if one is. */
    CONCAT,
    /** (separator, ...): NULL operands are left out. */
    CONCAT_WS,
    /** (text, from) or (text, from, length); a negative from counts from the end. */
    SUBSTRING,
    LEFT,
    RIGHT,
    /** (characters, text). */
    TRIM_BOTH,
    TRIM_LEADING,
    TRIM_TRAILING,
    /** (needle, text) or (needle, text, from): 0 if it is not there. */
    POSITION,
    REPLACE,
    REPEAT,
    REVERSE,
    LPAD,
    RPAD,
    /** (text, replacement, from) or (text, replacement, from, length). */
    OVERLAY,
    STARTSWITH,
    ENDSWITH,
    /** (text, delimiter, index from 0): NULL behind the last. */
    SPLIT_INDEX,
    /** (text, delimiter): ARRAY of STRING. */
    SPLIT,
    ASCII,
    CHR,
    MD5,
    SHA1,
    SHA224,
    SHA256,
    SHA384,
    SHA512,
    TO_BASE64,
    FROM_BASE64,
    /** (text, pairDelimiter, keyDelimiter): MAP of STRING. */
    STR_TO_MAP,
    /** (url, part) or (url, part, key). */
    PARSE_URL,
    URL_DECODE,
    URL_ENCODE,
    /** Letters alone, at least one. Never NULL. */
    IS_ALPHA,
    /** A number. Never NULL. */
    IS_DECIMAL,
    /** Digits alone, at least one. Never NULL. */
    IS_DIGIT,

    // Patterns; regular expressions are Java's.
    /** (text, pattern) or (text, pattern, escape). */
    LIKE,
    SIMILAR_TO,
    /** (text, regex): whether some part of the text matches. */
    REGEXP,
    /** (text, regex) or (text, regex, group): NULL without a match. */
    REGEXP_EXTRACT,
    /** (text, regex, replacement). */
    REGEXP_REPLACE,

    // Time; a unit is a STRING literal: SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, YEAR, ... in capitals.
    /** (unit, DATE, TIME or TIMESTAMP or interval): BIGINT. Units also DOW, DOY, ISODOW, ISOYEAR, EPOCH, MILLISECOND, MICROSECOND, DECADE, CENTURY, MILLENNIUM. */
    EXTRACT,
    /** (time, unit). */
    FLOOR_TIME,
    /** (time, unit). */
    CEIL_TIME,
    /** (unit, INT or BIGINT, time). */
    TIMESTAMP_ADD,
    /** (unit, from, to): whole units, INT. */
    TIMESTAMP_DIFF,
    /** (TIMESTAMP or STRING, pattern of java.text.SimpleDateFormat as Flink): STRING. */
    DATE_FORMAT,
    /** (text) or (text, pattern): NULL if it does not fit. */
    TO_TIMESTAMP,
    /** (text) or (text, pattern): NULL if it does not fit. */
    TO_DATE,
    /** (text) or (text, pattern): seconds since 1970 in UTC. */
    UNIX_TIMESTAMP,
    /** (seconds) or (seconds, pattern): text in UTC. */
    FROM_UNIXTIME,
    /** (BIGINT, precision 0 or 3): TIMESTAMP in UTC. */
    TO_TIMESTAMP_EPOCH,

    // Conditions on NULL.
    /** The first operand that is not NULL; later ones are not evaluated. */
    COALESCE,
    /** NULL if the two are equal, else the first. */
    NULLIF,

    // JSON: the first operand is the text of a JSON value; paths are of SQL/JSON, strict where neither lax nor strict
    // is in front.
    /** (json, path, onEmpty literal, onError literal): a scalar as STRING; onEmpty and onError are NULL, ERROR or DEFAULT:text. */
    JSON_VALUE,
    /** (json, path): whether the path finds something. */
    JSON_EXISTS,
    /** (json, path): the found value's text. */
    JSON_QUERY,
    IS_JSON_VALUE,
    IS_JSON_OBJECT,
    IS_JSON_ARRAY,
    IS_JSON_SCALAR,

    // Arrays (from 1) and maps.
    ARRAY,
    /** (key, value, ...): MAP. */
    MAP,
    CARDINALITY,
    /** (array, index from 1): NULL beyond its ends; (map, key): NULL if it is not there. */
    ITEM,
    /** The only element; fails for more than one. */
    ELEMENT,
    ARRAY_CONTAINS,
    ARRAY_DISTINCT,
    ARRAY_POSITION,
    ARRAY_REVERSE,
    ARRAY_JOIN,
    ARRAY_MAX,
    ARRAY_MIN,
    ARRAY_SORT,
    ARRAY_CONCAT,
    ARRAY_SLICE,
    MAP_KEYS,
    MAP_VALUES
}
