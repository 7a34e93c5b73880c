package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Texts;
import io.raudal.model.Message;
import io.raudal.model.Nearest;
import io.raudal.model.PipelineFile;
import io.raudal.model.PipelineTest;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what a file refers to outside of its own text and its SQL: the rows of tables, and the columns that tests expect of views. */
final class ReferenceCheck {
    private final PipelineFile file;
    private final PipelinePlan plan;
    private final List<Problem> problems = new ArrayList<>();

    private ReferenceCheck(PipelineFile file, PipelinePlan plan) {
        this.file = file;
        this.plan = plan;
    }

    /** Everything that is wrong or doubtful, in no order. */
    static List<Problem> problems(CompiledPipeline pipeline) {
        ReferenceCheck check = new ReferenceCheck(pipeline.file(), pipeline.plan());
        PipelineTables tables = pipeline.tables();
        check.problems.addAll(tables.problems());
        check.problems.addAll(tables.warnings());
        check.tests();
        return check.problems;
    }

    private void tests() {
        List<PipelineTest> tests = file.pipeline().tests();
        for (int i = 0; i < tests.size(); i++) {
            String path = Positions.child(Positions.child("spec.tests", i), "expect");
            for (ViewPlan view : plan.views()) {
                List<Map<String, Object>> rows = tests.get(i).expect().getOrDefault(view.name(), List.of());
                List<String> columns = view.output().stream().map(Field::name).toList();
                for (int row = 0; row < rows.size(); row++) {
                    String at = Positions.child(Positions.child(path, view.name()), row);
                    rows.get(row).keySet().stream()
                            .filter(column -> !columns.contains(column))
                            .forEach(column -> unknown(Positions.child(at, column), view.name(), column, columns));
                }
            }
        }
    }

    private void unknown(String path, String view, String column, List<String> columns) {
        Message remedy = Nearest.of(column, columns)
                .map(near -> Texts.message("validate.column-near", near))
                .orElseGet(() -> Texts.message("validate.column-known", String.join(", ", columns)));
        add(path, Texts.message("validate.column", view, column), remedy);
    }

    private void add(String path, Message rule, @Nullable Message remedy) {
        problems.add(Problem.error(path, file.positions().of(path), rule, null, remedy));
    }
}
