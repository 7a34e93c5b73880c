package io.raudal.http;

import io.raudal.model.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** The problems of a pipeline file as the interface describes them ({@code FileProblem}). */
public final class ProblemDocuments {
    private ProblemDocuments() {}

    public static JsonArray of(List<Problem> problems, Locale locale) {
        JsonArray array = new JsonArray();
        for (Problem problem : problems) {
            array.add(of(problem, locale));
        }
        return array;
    }

    private static JsonObject of(Problem problem, Locale locale) {
        Problem withoutRemedy =
                new Problem(problem.severity(), "", problem.position(), problem.rule(), problem.value(), null);
        JsonObject document = new JsonObject()
                .put("path", problem.path())
                .put("line", problem.position().line())
                .put("column", problem.position().column())
                .put("message", withoutRemedy.in(locale));
        if (problem.remedy() != null) {
            document.put("remedy", problem.remedy().in(locale));
        }
        if (problem.severity() == Problem.Severity.WARNING) {
            document.put("warning", true);
        }
        return document;
    }
}
