package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Texts;
import io.raudal.engine.row.TableRows;
import io.raudal.model.Message;
import io.raudal.model.PipelineFile;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import io.raudal.model.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of a pipeline's tables by name, each table loaded when it is first asked for. One that cannot be loaded is told at its place
 * in the file, together with all others that cannot. One thread at a time.
 */
public final class PipelineTables implements Function<String, TableRows> {
    private final PipelineFile file;
    private final Map<String, TableRows> loaded = new LinkedHashMap<>();

    /** @param file whose tables may be all that is well in it */
    PipelineTables(PipelineFile file) {
        this.file = file;
    }

    /** @throws RaudalException INVALID_PIPELINE with everything that is wrong with the tables, if this one cannot be loaded */
    @Override
    public TableRows apply(String name) {
        Table table = file.pipeline().tables().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + name));
        if (load(table).isPresent()) {
            throw new RaudalException(file.file(), problems());
        }
        return Objects.requireNonNull(loaded.get(name));
    }

    /** Loads all tables and tells what is wrong with them. */
    List<Problem> problems() {
        return file.pipeline().tables().stream()
                .map(this::load)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What is doubtful in the tables that were loaded. */
    public List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        for (Table table : file.pipeline().tables()) {
            TableRows rows = loaded.get(table.name());
            if (rows != null && rows.size() == 0) {
                Message rule = Texts.message("table.empty");
                String path = path(table);
                warnings.add(Problem.warning(
                        path, file.positions().of(path), rule, table.file(), Texts.message("table.empty.remedy")));
            }
        }
        return warnings;
    }

    /** What is wrong with the table; if nothing is, it is loaded. */
    private Optional<Problem> load(Table table) {
        if (loaded.containsKey(table.name())) {
            return Optional.empty();
        }
        try {
            loaded.put(table.name(), TableRows.load(table, folder(file.file())));
            return Optional.empty();
        } catch (RaudalException e) {
            Problem problem = e.problems().get(0);
            return Optional.of(Problem.error(
                    problem.path(),
                    file.positions().of(problem.path()),
                    problem.rule(),
                    problem.value(),
                    problem.remedy()));
        }
    }

    /** The folder that a pipeline file's own paths start from. */
    static Path folder(Path pipelineFile) {
        Path path = pipelineFile.toAbsolutePath();
        return Objects.requireNonNullElse(path.getParent(), path);
    }

    private static String path(Table table) {
        String path = Positions.child("spec.tables", table.name());
        return Positions.child(path, table.file() == null ? "rows" : "file");
    }
}
