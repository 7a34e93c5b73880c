package io.raudal.query;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The pages, from a folder of the class path: each file under its path, and {@code index.html} under any other path that looks like a
 * page, which finds by it what to show. Files are read once and kept.
 */
final class Pages {
    /** Nothing from elsewhere, and nothing written into the page itself. */
    private static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?)+");
    /** What the build names after its content. */
    private static final Pattern HASHED = Pattern.compile("/assets/.+-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

    /** Paths of programs are somebody else's, whatever their method. */
    private static final String PEOPLES = "^(?!/(api|ingest)(/|$)).*";

    private static final String INDEX = "/index.html";

    private final String folder;
    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    /** @param folder of the class path, with a slash at its start and none at its end */
    Pages(String folder) {
        this.folder = folder;
    }

    /** To be mounted last. */
    void mount(Router router) {
        router.routeWithRegex(PEOPLES)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::page);
    }

    private void page(RoutingContext context) {
        String path = context.normalizedPath();
        boolean isPage = path.lastIndexOf('.') <= path.lastIndexOf('/');
        Optional<Asset> asset = find(isPage ? INDEX : path);
        if (asset.isEmpty() && isPage) {
            throw new RaudalException(ErrorCode.NOT_FOUND, QueryMessages.message("pages.none"));
        }
        if (asset.isEmpty()) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer");
        asset.get().send(context);
    }

    private Optional<Asset> find(String path) {
        Asset known = assets.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        try (InputStream in = Pages.class.getResourceAsStream(folder + path)) {
            if (in == null) {
                return Optional.empty();
            }
            Asset asset = Asset.of(path, in.readAllBytes(), HASHED.matcher(path).matches());
            assets.put(path, asset);
            return Optional.of(asset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
