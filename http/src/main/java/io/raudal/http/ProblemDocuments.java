package io.raudal.http;

import io.raudal.model.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** The problems of a pipeline file, or of a request, as the interface describes them ({@code FileProblem}). */
public final class ProblemDocuments {
    private ProblemDocuments() {}

    /** Those of a pipeline file. */
    public static JsonArray of(List<Problem> problems, Locale locale) {
        return of(problems, true, locale);
    }

    /** @param placed whether their positions mean something */
    static JsonArray of(List<Problem> problems, boolean placed, Locale locale) {
        JsonArray array = new JsonArray();
        for (Problem problem : problems) {
            array.add(of(problem, placed, locale));
        }
        return array;
    }

    private static JsonObject of(Problem problem, boolean placed, Locale locale) {
        Problem withoutRemedy =
                new Problem(problem.severity(), "", problem.position(), problem.rule(), problem.value(), null);
        JsonObject document = new JsonObject().put("path", problem.path());
        if (placed) {
            document.put("line", problem.position().line())
                    .put("column", problem.position().column());
        }
        document.put("message", withoutRemedy.in(locale));
        if (problem.remedy() != null) {
            document.put("remedy", problem.remedy().in(locale));
        }
        if (problem.severity() == Problem.Severity.WARNING) {
            document.put("warning", true);
        }
        return document;
    }
}
