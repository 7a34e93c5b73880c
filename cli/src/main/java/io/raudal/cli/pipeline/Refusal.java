package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Shell;
import io.raudal.model.ErrorCode;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why one of several pipeline files is of no use, while the others go on. */
final class Refusal {
    private final RaudalException failure;

    /** @throws RaudalException the failure itself, if no file is to blame for it */
    Refusal(RaudalException failure) {
        if (failure.code() == ErrorCode.INTERNAL || failure.code() == ErrorCode.USAGE) {
            throw failure;
        }
        this.failure = failure;
    }

    /** For people. */
    void tell(Shell shell) {
        if (failure.problems().isEmpty()) {
            shell.error(failure.in(shell.locale()));
        } else {
            shell.err().println(failure.in(shell.locale()));
        }
    }

    /** For programs; a file that cannot be read has one problem without a place. */
    List<Object> problems(Locale locale) {
        if (!failure.problems().isEmpty()) {
            return problems(failure.problems(), locale);
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("severity", "error");
        keys.put("line", null);
        keys.put("column", null);
        keys.put("path", "");
        keys.put("rule", failure.in(locale));
        keys.put("value", null);
        keys.put("remedy", null);
        return List.of(keys);
    }

    static List<Object> problems(List<Problem> problems, Locale locale) {
        List<Object> list = new ArrayList<>();
        for (Problem problem : problems) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            keys.put("line", problem.position().line());
            keys.put("column", problem.position().column());
            keys.put("path", problem.path());
            keys.put("rule", problem.rule().in(locale));
            keys.put("value", problem.value());
            keys.put(
                    "remedy", problem.remedy() == null ? null : problem.remedy().in(locale));
            list.add(keys);
        }
        return list;
    }
}
