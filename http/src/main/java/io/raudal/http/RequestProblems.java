package io.raudal.http;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.Position;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a request, to say all of it at once. Belongs to one request. */
public final class RequestProblems {
    private final List<Problem> problems = new ArrayList<>();

    /** @param path of the parameter, the member of the body, or whatever else is wrong; empty for the request as a whole */
    public void add(String path, Message rule) {
        problems.add(Problem.error(path, Position.START, rule, null, null));
    }

    /** @throws RaudalException USAGE with all of it if anything is wrong */
    public void check() {
        if (!problems.isEmpty()) {
            throw new RaudalException(ErrorCode.USAGE, problems);
        }
    }
}
