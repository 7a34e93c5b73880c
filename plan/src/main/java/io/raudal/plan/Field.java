package io.raudal.plan;

import io.raudal.model.DataType;

/** A named, typed column of a row. */
public record Field(String name, DataType type) {}
