package io.raudal.query;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Does off the event loops what may block, so much at once and no more. */
final class Work {
    private final WorkerExecutor workers;
    private final int maxAtOnce;
    private final AtomicInteger atOnce = new AtomicInteger();

    Work(WorkerExecutor workers, int maxAtOnce) {
        this.workers = workers;
        this.maxAtOnce = maxAtOnce;
    }

    /** Works, then answers on the event loop; whatever fails is answered with a problem. */
    <T> void answer(RoutingContext context, Callable<T> work, Consumer<T> answer) {
        run(work)
                .onSuccess(result -> {
                    try {
                        if (!context.response().closed()) {
                            answer.accept(result);
                        }
                    } catch (RuntimeException e) {
                        context.fail(e);
                    }
                })
                .onFailure(context::fail);
    }

    /** Fails with TOO_MANY if too much is waiting already. */
    <T> Future<T> run(Callable<T> work) {
        if (atOnce.incrementAndGet() > maxAtOnce) {
            atOnce.decrementAndGet();
            return Future.failedFuture(new RaudalException(
                    ErrorCode.TOO_MANY, QueryMessages.message("work.many", Integer.toString(maxAtOnce))));
        }
        return workers.executeBlocking(work, false).onComplete(done -> atOnce.decrementAndGet());
    }
}
