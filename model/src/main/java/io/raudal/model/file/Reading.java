package io.raudal.model.file;

import io.raudal.model.Message;
import io.raudal.model.Position;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one reading of a file gathers on its way: problems, and where its SQL stands. */
final class Reading {
    private final List<Problem> problems = new ArrayList<>();
    /** The paths of the problems and of everything that they are in. */
    private final Set<String> wrongPaths = new HashSet<>();

    private final Map<String, List<Positions.Run>> texts = new HashMap<>();
    private final FileText fileText;

    Reading(FileText fileText) {
        this.fileText = fileText;
    }

    FileText fileText() {
        return fileText;
    }

    void error(String path, Position position, Message rule, @Nullable String value, @Nullable Message remedy) {
        problems.add(Problem.error(path, position, rule, value, remedy));
        for (int end = path.length();
                end > 0;
                end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1))) {
            wrongPaths.add(path.substring(0, end));
        }
    }

    /** As {@link #error}, but nothing is wrong at the path. */
    void clash(String path, Position position, Message rule, String value, Message remedy) {
        problems.add(Problem.error(path, position, rule, value, remedy));
    }

    /** Keeps where the pieces of an SQL text stand. */
    void text(String path, Node.Scalar scalar) {
        texts.put(path, TextRuns.of(scalar, fileText));
    }

    List<Problem> problems() {
        return problems;
    }

    Map<String, List<Positions.Run>> texts() {
        return texts;
    }

    /** Whether something at the path or below it is wrong. */
    boolean isWrong(String path) {
        return wrongPaths.contains(path);
    }
}
