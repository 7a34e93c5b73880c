package io.raudal.http;

import io.raudal.model.Message;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** The rule for parameters of an address that nobody knows, for all who answer programs: they are wrong, not ignored. */
public final class UnknownParameters {
    private UnknownParameters() {}

    /**
     * Finds them.
     *
     * @param given all parameters of the request
     * @param known names, in the order in which they are told
     * @param problems takes a problem for each
     */
    public static void find(MultiMap given, Set<String> known, RequestProblems problems) {
        Message rule = known.isEmpty()
                ? HttpPort.message("parameter.none")
                : HttpPort.message("parameter.unknown", String.join(", ", known));
        given.names().stream().filter(name -> !known.contains(name)).forEach(name -> problems.add(name, rule));
    }

    /** @throws io.raudal.model.RaudalException USAGE if the request, whose path takes no parameters, has any */
    public static void refuseAll(RoutingContext context) {
        RequestProblems problems = new RequestProblems();
        find(context.queryParams(), Set.of(), problems);
        problems.check();
    }
}
