package io.raudal.sql;

import io.raudal.model.Problem;
import io.raudal.model.Problem.Severity;
import io.raudal.plan.PipelinePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the SQL of a pipeline file was compiled to.
 *
 * @param plan null when there is an error
 * @param problems errors and warnings, in the order of the file
 */
public record Compilation(@Nullable PipelinePlan plan, List<Problem> problems) {
    public Compilation {
        problems = List.copyOf(problems);
        boolean failed = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
        if (failed != (plan == null)) {
            throw new IllegalArgumentException("a plan, or an error");
        }
    }
}
