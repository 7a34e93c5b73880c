package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Decimal;
import io.raudal.model.DataType.Simple;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.jspecify.annotations.Nullable;

/** Flink's type rules for the types that Raudal has: names, common types, results of DECIMAL arithmetic. */
final class Types {
    private static final int MAX = Decimal.MAX_PRECISION;
    private static final int LEAST_SCALE = 6;

    private Types() {}

    /** The type that SQL text names, or null after the problem was reported. A VARCHAR's length is not in it. */
    static @Nullable DataType of(SqlDataTypeSpec spec, SqlNode place, Diagnostics diagnostics) {
        return of(spec.getTypeNameSpec(), place, diagnostics);
    }

    private static @Nullable DataType of(SqlTypeNameSpec name, SqlNode place, Diagnostics diagnostics) {
        if (name instanceof SqlCollectionTypeNameSpec collection
                && name.getTypeName().getSimple().equals("ARRAY")) {
            DataType element = of(collection.getElementTypeName(), place, diagnostics);
            return element == null ? null : new DataType.Array(element);
        }
        if (name instanceof SqlMapTypeNameSpec map) {
            DataType key = of(map.getKeyType(), place, diagnostics);
            DataType value = of(map.getValType(), place, diagnostics);
            if (key != null && key != Simple.STRING) {
                diagnostics.error(place, "type.map-key", key);
                return null;
            }
            return key == null || value == null ? null : new DataType.Map(value);
        }
        if (!(name instanceof SqlBasicTypeNameSpec basic)) {
            diagnostics.error(place, text(name).equalsIgnoreCase("JSON") ? "type.json" : "type.unknown", text(name));
            return null;
        }
        String simple = basic.getTypeName().getSimple().toUpperCase(Locale.ROOT);
        int precision = basic.getPrecision();
        switch (simple) {
            case "BOOLEAN" -> {
                return Simple.BOOLEAN;
            }
            case "INT", "INTEGER" -> {
                return Simple.INT;
            }
            case "BIGINT" -> {
                return Simple.BIGINT;
            }
            case "DOUBLE" -> {
                return Simple.DOUBLE;
            }
            case "DATE" -> {
                return Simple.DATE;
            }
            case "STRING" -> {
                return Simple.STRING;
            }
            case "VARCHAR" -> {
                if (precision < 0) {
                    diagnostics.error(place, "type.varchar");
                    return null;
                }
                return Simple.STRING;
            }
            case "TIME", "TIMESTAMP" -> {
                if (precision > 9) {
                    diagnostics.error(place, "type.precision", simple, precision);
                    return null;
                }
                return simple.equals("TIME") ? Simple.TIME : Simple.TIMESTAMP;
            }
            case "DECIMAL", "NUMERIC", "DEC" -> {
                int digits = precision < 0 ? 10 : precision;
                int scale = Math.max(0, basic.getScale());
                if (digits < 1 || digits > MAX || scale > digits) {
                    diagnostics.error(place, "type.decimal", digits, scale);
                    return null;
                }
                return new Decimal(digits, scale);
            }
            case "TINYINT", "SMALLINT" -> {
                diagnostics.error(place, "type.instead", simple, "INT");
                return null;
            }
            case "FLOAT", "REAL" -> {
                diagnostics.error(place, "type.instead", simple, "DOUBLE");
                return null;
            }
            case "CHAR" -> {
                diagnostics.error(place, "type.instead", simple, "STRING");
                return null;
            }
            case "TIMESTAMP_LTZ", "TIMESTAMP_WITH_LOCAL_TIME_ZONE", "TIMESTAMP_TZ", "TIMESTAMP_WITH_TIME_ZONE" -> {
                diagnostics.error(place, "type.zoned");
                return null;
            }
            default -> {
                diagnostics.error(place, "type.unknown", text(name));
                return null;
            }
        }
    }

    /** The length of a VARCHAR(n), or -1 for any other type. */
    static int varcharLength(SqlDataTypeSpec spec) {
        return spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic
                        && basic.getTypeName().getSimple().equalsIgnoreCase("VARCHAR")
                        && basic.getPrecision() != Integer.MAX_VALUE
                ? basic.getPrecision()
                : -1;
    }

    private static String text(SqlTypeNameSpec name) {
        return name.getTypeName().getSimple();
    }

    static boolean isInterval(DataType type) {
        return type == Simple.INTERVAL_DAY || type == Simple.INTERVAL_MONTH;
    }

    static boolean isTime(DataType type) {
        return type == Simple.TIMESTAMP || type == Simple.DATE || type == Simple.TIME;
    }

    static boolean isText(DataType type) {
        return type == Simple.STRING || type == Simple.JSON;
    }

    static boolean isCollection(DataType type) {
        return type instanceof DataType.Array || type instanceof DataType.Map;
    }

    /** The type that both fit without a cast that can fail; null if there is none. */
    static @Nullable DataType common(DataType a, DataType b) {
        if (a.equals(b)) {
            return a;
        }
        if (a.isNumeric() && b.isNumeric()) {
            if (a == Simple.DOUBLE || b == Simple.DOUBLE) {
                return Simple.DOUBLE;
            }
            if (a instanceof Decimal || b instanceof Decimal) {
                Decimal x = decimal(a);
                Decimal y = decimal(b);
                int scale = Math.max(x.scale(), y.scale());
                int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
                return new Decimal(Math.max(1, Math.min(MAX, whole + scale)), scale);
            }
            return Simple.BIGINT;
        }
        if (isText(a) && isText(b)) {
            return Simple.STRING;
        }
        if ((a == Simple.TIMESTAMP && b == Simple.DATE) || (a == Simple.DATE && b == Simple.TIMESTAMP)) {
            return Simple.TIMESTAMP;
        }
        if (a instanceof DataType.Array x && b instanceof DataType.Array y) {
            DataType element = common(x.element(), y.element());
            return element == null ? null : new DataType.Array(element);
        }
        if (a instanceof DataType.Map x && b instanceof DataType.Map y) {
            DataType value = common(x.value(), y.value());
            return value == null ? null : new DataType.Map(value);
        }
        return null;
    }

    /** The DECIMAL that holds every value of an exact numeric type. */
    static Decimal decimal(DataType type) {
        if (type instanceof Decimal decimal) {
            return decimal;
        }
        return new Decimal(type == Simple.INT ? 10 : 19, 0);
    }

    static Decimal sum(Decimal a, Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return fitted(whole + scale + 1, scale);
    }

    static Decimal product(Decimal a, Decimal b) {
        return fitted(a.precision() + b.precision() + 1, a.scale() + b.scale());
    }

    static Decimal quotient(Decimal a, Decimal b) {
        int scale = Math.max(LEAST_SCALE, a.scale() + b.precision() + 1);
        return fitted(a.precision() - a.scale() + b.scale() + scale, scale);
    }

    static Decimal remainder(Decimal a, Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        return fitted(Math.min(a.precision() - a.scale(), b.precision() - b.scale()) + scale, scale);
    }

    /** The type of ROUND and TRUNCATE to a known number of digits. */
    static DataType rounded(DataType type, int digits) {
        if (!(type instanceof Decimal decimal) || digits >= decimal.scale()) {
            return type;
        }
        int whole = decimal.precision() - decimal.scale();
        return digits < 0
                ? new Decimal(Math.min(MAX, 1 + whole), 0)
                : new Decimal(Math.min(MAX, 1 + whole + digits), digits);
    }

    /** Past 38 digits the scale gives way, but not below 6: whole digits matter more. */
    private static Decimal fitted(int precision, int scale) {
        if (precision <= MAX) {
            return new Decimal(Math.max(1, precision), scale);
        }
        int whole = precision - scale;
        return new Decimal(MAX, Math.max(MAX - whole, Math.min(scale, LEAST_SCALE)));
    }
}
