package io.raudal.engine.expression;

import static io.raudal.engine.expression.Calls.call;
import static io.raudal.engine.expression.Calls.nil;
import static io.raudal.engine.expression.FunctionCases.bool;
import static io.raudal.engine.expression.FunctionCases.text;
import static io.raudal.engine.expression.FunctionCases.whole;
import static io.raudal.plan.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.expression.Calls.Failed;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands here was answered by Flink SQL 2.3, code points aside. */
class TextFunctionsTest {
    private static final DataType TEXTS = new DataType.Array(Simple.STRING);

    @Test
    void cases_ofText() {
        text(UPPER, "AZ-ÉSS😀", "az-éß😀");
        text(UPPER, "AZ09", "aZ09");
        text(LOWER, "az[]@{}`é", "AZ[]@{}`É");
        text(LOWER, "", "");
        text(INITCAP, "Hello World-Foo 1a B2", "hello wORLD-foo 1A b2");
        text(INITCAP, "Élan", "élan");
        whole(CHAR_LENGTH, 3, "a😀é");
        whole(CHAR_LENGTH, 0, "");
        text(CONCAT, "a😀b", "a", "😀", "b");
        text(CONCAT, null, "a", nil(Simple.STRING));
        text(CONCAT_WS, "a,,b", ",", "a", "", nil(Simple.STRING), "b");
        text(CONCAT_WS, "", ",", nil(Simple.STRING));
        text(CONCAT_WS, null, nil(Simple.STRING), "a");
        text(REVERSE, "😀ba", "ab😀");
        text(REPEAT, "ababab", "ab", 3);
        text(REPEAT, "", "a", -1);
        text(REPEAT, new Failed("REPEAT: the text would be longer than 16777216"), "ab", Integer.MAX_VALUE);
        text(REPLACE, "hexxo", "hello", "l", "x");
        text(REPLACE, "heo", "hello", "l", "");
        text(REPLACE, "-a-😀-", "a😀", "", "-");
        text(LPAD, "abahi", "hi", 5, "ab");
        text(RPAD, "hiaba", "hi", 5, "ab");
        text(LPAD, "h", "hi", 1, "?");
        text(LPAD, null, "hi", 4, "");
        text(RPAD, null, "hi", -1, "x");
        text(RPAD, "😀é😀", "😀", 3, "é😀");
        text(RPAD, new Failed("RPAD: the text would be longer than 16777216"), "a", Integer.MAX_VALUE, "b");
        text(CHR, "a", 97);
        text(CHR, "é", 233);
        text(CHR, "a", 353);
        text(CHR, "", -10);
        whole(ASCII, 97, "abc");
        whole(ASCII, 0, "");
        whole(ASCII, -61, "é");
    }

    @Test
    void cases_ofParts() {
        text(SUBSTRING, "bc", "abc", 2);
        text(SUBSTRING, "abc", "abc", 0);
        text(SUBSTRING, "bc", "abc", -2);
        text(SUBSTRING, "", "abc", -5);
        text(SUBSTRING, "", "abc", -5, 3);
        text(SUBSTRING, "", "abc", 4);
        text(SUBSTRING, null, "abc", 2, -1);
        text(SUBSTRING, "😀", "a😀c", 2, 1);
        text(SUBSTRING, "😀c", "a😀c", -2, Integer.MAX_VALUE);
        text(LEFT, "a😀", "a😀c", 2);
        text(LEFT, "", "abc", -1);
        text(RIGHT, "😀c", "a😀c", 2);
        text(RIGHT, "abc", "abc", 9);
        text(RIGHT, "", "abc", 0);
        text(TRIM_BOTH, "a", "xy", "xyaxyx");
        text(TRIM_BOTH, "", " ", "   ");
        text(TRIM_BOTH, " a", "", " a");
        text(TRIM_LEADING, "a é", "é ", "é  éa é");
        text(TRIM_TRAILING, "é a", "é😀", "é a😀é");
        // a byte of another code point is none of the set's
        text(TRIM_TRAILING, "è", "é", "è");
        whole(POSITION, 3, "é", "abé");
        whole(POSITION, 3, "c", "a😀c");
        whole(POSITION, 0, "x", "abc");
        whole(POSITION, 1, "", "abc");
        whole(POSITION, 4, "a", "banana", 3);
        whole(POSITION, 2, "a", "banana", 0);
        whole(POSITION, 0, "a", "banana", 100);
        text(OVERLAY, "aXYdef", "abcdef", "XY", 2);
        text(OVERLAY, "aX", "abcdef", "X", 2, 10);
        text(OVERLAY, "aX", "abcdef", "X", 2, 0);
        text(OVERLAY, "aXdef", "abcdef", "X", 2, 2);
        text(OVERLAY, "abcdef", "abcdef", "X", 7);
        text(OVERLAY, "abcdef", "abcdef", "X", 0, 1);
        text(OVERLAY, "aX😀", "a😀😀", "X", 2);
        bool(STARTSWITH, true, "é1", "é");
        bool(STARTSWITH, false, "a", "ab");
        bool(STARTSWITH, true, "a", "");
        bool(ENDSWITH, true, "a😀", "😀");
        bool(ENDSWITH, false, "b", "ab");
        text(SPLIT_INDEX, "b", "a,b,", ",", 1);
        text(SPLIT_INDEX, "", "a,b,", ",", 2);
        text(SPLIT_INDEX, null, "a,b,", ",", 3);
        text(SPLIT_INDEX, null, "", ",", 0);
        text(SPLIT_INDEX, null, "a", ",", -1);
        text(SPLIT_INDEX, "b", "a b", "", 1);
        text(SPLIT_INDEX, "c", "a||b||c", "||", 2);
        assertThat(call(SPLIT, TEXTS, "a,b,", ",")).isEqualTo(List.of("a", "b", ""));
        assertThat(call(SPLIT, TEXTS, "", ",")).isEqualTo(List.of(""));
        assertThat(call(SPLIT, TEXTS, "a😀", "")).isEqualTo(List.of("a", "😀"));
        Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
        pairs.put("k2", "v=2");
        pairs.put("k1", null);
        assertThat(call(STR_TO_MAP, new DataType.Map(Simple.STRING), "k2=v=2,k1"))
                .isEqualTo(pairs);
        assertThat(call(STR_TO_MAP, new DataType.Map(Simple.STRING), "a:1;b:2", "[;]", ":"))
                .isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(call(STR_TO_MAP, new DataType.Map(Simple.STRING), "")).isEqualTo(Map.of());
        assertThat(call(STR_TO_MAP, new DataType.Map(Simple.STRING), "a", "[", ":"))
                .isInstanceOf(Failed.class);
    }

    @Test
    void cases_ofKinds() {
        bool(IS_ALPHA, true, "aé");
        bool(IS_ALPHA, false, "a1");
        bool(IS_ALPHA, false, "");
        bool(IS_ALPHA, false, nil(Simple.STRING));
        bool(IS_DIGIT, true, "0129");
        bool(IS_DIGIT, false, "-1");
        bool(IS_DIGIT, false, "");
        bool(IS_DECIMAL, true, "1e5");
        bool(IS_DECIMAL, true, " 5");
        bool(IS_DECIMAL, false, "a");
        bool(IS_DECIMAL, false, nil(Simple.STRING));
    }

    @Test
    void cases_ofEncodings() {
        text(MD5, "900150983cd24fb0d6963f7d28e17f72", "abc");
        text(SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d", "abc");
        text(SHA224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7", "abc");
        text(SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "abc");
        text(
                SHA384,
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
                "abc");
        text(
                SHA512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                "abc");
        text(MD5, "d41d8cd98f00b204e9800998ecf8427e", "");
        text(TO_BASE64, "w6nwn5iA", "é😀");
        text(FROM_BASE64, "é😀", "w6nwn5iA");
        text(FROM_BASE64, new Failed("FROM_BASE64('%%%'): not Base64"), "%%%");
        text(URL_ENCODE, "a+b%2F%C3%BC", "a b/ü");
        text(URL_DECODE, "a b c", "a+b%20c");
        text(URL_DECODE, null, "%");
        String url = "http://u:p@h:80/p/x?q=1&r=a%20b#f";
        text(PARSE_URL, "h", url, "HOST");
        text(PARSE_URL, "/p/x", url, "PATH");
        text(PARSE_URL, "q=1&r=a%20b", url, "QUERY");
        text(PARSE_URL, "f", url, "REF");
        text(PARSE_URL, "http", url, "PROTOCOL");
        text(PARSE_URL, "/p/x?q=1&r=a%20b", url, "FILE");
        text(PARSE_URL, "u:p@h:80", url, "AUTHORITY");
        text(PARSE_URL, "u:p", url, "USERINFO");
        text(PARSE_URL, null, url, "PORT");
        text(PARSE_URL, "a%20b", url, "QUERY", "r");
        text(PARSE_URL, null, url, "QUERY", "s");
        text(PARSE_URL, null, url, "HOST", "r");
        text(PARSE_URL, null, "nope", "HOST");
    }

    @Test
    void cases_ofPatterns() {
        bool(LIKE, true, "abc", "a%c");
        bool(LIKE, true, "a😀c", "a_c");
        bool(LIKE, false, "a😀c", "a__c");
        bool(LIKE, true, "", "%");
        bool(LIKE, false, "", "_");
        bool(LIKE, true, "a\nb", "a%b");
        bool(LIKE, true, "aXbXb", "%X_");
        bool(LIKE, true, "mississippi", "%iss%ip%");
        bool(LIKE, false, "mississippi", "%iss%ix%");
        bool(LIKE, true, "a\\bc", "a\\bc");
        bool(LIKE, false, "a%c", "a\\%c");
        bool(LIKE, true, "a%c", "a|%c", "|");
        bool(LIKE, false, "abc", "a|%c", "|");
        bool(LIKE, true, "a|", "a||", "|");
        bool(LIKE, new Failed("LIKE 'a|bc': escapes neither %, _ nor the escape itself"), "abc", "a|bc", "|");
        bool(LIKE, new Failed("ESCAPE '||': must be one character"), "abc", "a", "||");
        bool(SIMILAR_TO, true, "abc", "a(b|x)%");
        bool(SIMILAR_TO, false, "abcd", "a(b|x)c");
        bool(SIMILAR_TO, true, "5", "[0-9]");
        bool(SIMILAR_TO, true, "axb", "a.b");
        bool(SIMILAR_TO, true, "ab1", "[[:ALPHA:]]+[[:DIGIT:]]");
        bool(SIMILAR_TO, true, "a%", "a\\%", "\\");
        bool(SIMILAR_TO, false, "ab", "a\\%", "\\");
        bool(SIMILAR_TO, true, "(", "|(", "|");
        bool(SIMILAR_TO, new Failed("SIMILAR TO '[[:X:]]': no class [:X:]"), "a", "[[:X:]]");
        assertThat(call(SIMILAR_TO, Simple.BOOLEAN, "a", "(")).isInstanceOf(Failed.class);
        bool(REGEXP, true, "foobar", "o+b");
        bool(REGEXP, false, "foobar", "^b");
        bool(REGEXP, false, "foobar", "");
        bool(REGEXP, new Failed("'(': not a regular expression: Unclosed group"), "abc", "(");
        text(REGEXP_EXTRACT, "bar", "foothebar", "foo(.*?)(bar)", 2);
        text(REGEXP_EXTRACT, "foothebar", "foothebar", "foo(.*?)(bar)");
        text(REGEXP_EXTRACT, null, "foothebar", "foo(.*?)(bar)", 5);
        text(REGEXP_EXTRACT, null, "x", "foo", 0);
        text(REGEXP_REPLACE, "a[$1]c", "abc", "(b)", "[$1]");
        text(REGEXP_REPLACE, "_a_b_", "ab", "x*", "_");
        assertThat(call(REGEXP, Simple.BOOLEAN, "ab".repeat(100_000), "(a|b)*c"))
                .isInstanceOf(Failed.class);
    }
}
