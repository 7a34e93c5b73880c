package io.raudal.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** What answers some paths of a port. */
public interface HttpService extends AutoCloseable {

    /**
     * Mounts the service's paths; called once, before the port opens. Handlers run on event loops and must not block: what does goes
     * through {@link Vertx#executeBlocking}. What takes GET is given HEAD, too. A handler that fails with a {@code RaudalException} is answered with a problem document.
     */
    void mount(Vertx vertx, Router router);

    /** Ends what is still being answered; called once the port is closed to new requests. */
    @Override
    void close();
}
