package io.raudal.plan;

import io.raudal.model.Table;
import java.util.List;

/**
 * A compiled pipeline: plain records, free of the SQL parser, that steps are made from.
 *
 * @param views in an order in which every view comes behind the views that it reads
 */
public record PipelinePlan(String pipeline, List<StreamPlan> streams, List<Table> tables, List<ViewPlan> views) {
    public PipelinePlan {
        streams = List.copyOf(streams);
        tables = List.copyOf(tables);
        views = List.copyOf(views);
    }
}
