package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Digests, Base64 and URLs. */
final class EncodingFunctions {
    private EncodingFunctions() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(MD5, call -> digest("MD5"));
        all.put(SHA1, call -> digest("SHA-1"));
        all.put(SHA224, call -> digest("SHA-224"));
        all.put(SHA256, call -> digest("SHA-256"));
        all.put(SHA384, call -> digest("SHA-384"));
        all.put(SHA512, call -> digest("SHA-512"));
        all.put(
                TO_BASE64,
                RowFunctionFactory.always(RowFunction.ofText(
                        a -> Base64.getEncoder().encodeToString(a.text(0).getBytes(StandardCharsets.UTF_8)))));
        all.put(FROM_BASE64, RowFunctionFactory.always(RowFunction.ofText(a -> fromBase64(a.text(0)))));
        all.put(PARSE_URL, EncodingFunctions::parseUrl);
        all.put(URL_DECODE, RowFunctionFactory.always(RowFunction.ofText(a -> decodeUrl(a.text(0)))));
        all.put(
                URL_ENCODE,
                RowFunctionFactory.always(
                        RowFunction.ofText(a -> URLEncoder.encode(a.text(0), StandardCharsets.UTF_8))));
    }

    private static RowFunction digest(String algorithm) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without " + algorithm, e);
        }
        return RowFunction.ofText(arguments -> {
            digest.update(
                    arguments.texts(0).bytes(arguments.row),
                    arguments.texts(0).from(arguments.row),
                    arguments.texts(0).length(arguments.row));
            return HexFormat.of().formatHex(digest.digest());
        });
    }

    private static String fromBase64(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RowFailure("base64.invalid", Casts.quoted(text));
        }
    }

    private static @Nullable String decodeUrl(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static RowFunction parseUrl(Expression.Call call) {
        boolean hasKey = call.operands().size() > 2;
        return RowFunction.ofText(arguments -> {
            String part = part(arguments.text(0), arguments.text(1));
            if (!hasKey || part == null) {
                return part;
            }
            if (!arguments.text(1).equals("QUERY")) {
                return null;
            }
            Matcher matcher = Pattern.compile("(?:&|^)" + Pattern.quote(arguments.text(2)) + "=([^&]*)")
                    .matcher(part);
            return matcher.find() ? matcher.group(1) : null;
        });
    }

    private static @Nullable String part(String text, String part) {
        URL url;
        try {
            url = new URL(text);
        } catch (MalformedURLException e) {
            return null;
        }
        return switch (part) {
            case "HOST" -> url.getHost();
            case "PATH" -> url.getPath();
            case "QUERY" -> url.getQuery();
            case "REF" -> url.getRef();
            case "PROTOCOL" -> url.getProtocol();
            case "FILE" -> url.getFile();
            case "AUTHORITY" -> url.getAuthority();
            case "USERINFO" -> url.getUserInfo();
            default -> null;
        };
    }
}
