package io.raudal.engine;

/**
 * An expression ready to run over batches: one call computes its value for the selected rows. Made from an
 * {@link io.raudal.plan.Expression} by {@link io.raudal.engine.expression.Evaluators}; holds its own result and scratch vectors, so it belongs to one thread.
 */
public interface Evaluator {

    /**
     * Computes the value of the rows {@code selection[0, selected)} of {@code columns}. A row for which there is no value is marked in
     * {@code failures}; its entry in the result means nothing.
     *
     * @return a vector indexed by row; valid until the next call; may be one of {@code columns}
     */
    Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures);
}
