package io.raudal.model.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.raudal.model.Message;
import io.raudal.model.NameRule;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may stand at one place of the pipeline file: from one description come the strict reading, the JSON Schema and the check that
 * the reference page names every key.
 *
 * @param <T> what is read
 */
sealed interface Shape<T> permits Shape.Scalar, Shape.Free, Shape.ListOf, Shape.MapOf, Shape.Either, Group {

    /** The value of a node that is neither unreadable nor null; null, with a problem reported, if it is wrong. */
    @Nullable T readPresent(Node node, Place place);

    /** Its JSON Schema. */
    ObjectNode schema(PipelineSchema.Definitions definitions);

    /** The groups of keys in it, itself included. */
    List<Group<?>> groups();

    /** The value; null, with a problem reported, if it is wrong. */
    default @Nullable T read(Node node, Place place) {
        if (node instanceof Node.Unreadable) {
            return null;
        }
        if (node instanceof Node.Scalar scalar && scalar.isNull() && !(this instanceof Free)) {
            place.error(Texts.of("must.not.be.empty"), Texts.of("must.not.be.empty.remedy"));
            return null;
        }
        return readPresent(node, place);
    }

    /** One text, number or boolean. */
    record Scalar<T>(BiFunction<Node.Scalar, Place, @Nullable T> reader, Consumer<ObjectNode> describe)
            implements Shape<T> {

        /** The same as a list of one. */
        Scalar<List<T>> asList() {
            return new Scalar<>(
                    (scalar, place) -> {
                        T value = reader.apply(scalar, place);
                        return value == null ? null : List.of(value);
                    },
                    describe);
        }

        @Override
        public @Nullable T readPresent(Node node, Place place) {
            if (node instanceof Node.Scalar scalar) {
                return reader.apply(scalar, place);
            }
            place.error(Texts.of("must.be.scalar"), node);
            return null;
        }

        @Override
        public ObjectNode schema(PipelineSchema.Definitions definitions) {
            return definitions.scalar(describe);
        }

        @Override
        public List<Group<?>> groups() {
            return List.of();
        }
    }

    /** One value, or a list of at least one. */
    static <T> Shape<List<T>> oneOrMore(Scalar<T> item) {
        return new Either<>(item.asList(), new ListOf<>(item, 1));
    }

    /** Anything at all, null included, as its reader takes it. */
    record Free<T>(BiFunction<Node, Place, @Nullable T> reader, Consumer<ObjectNode> describe) implements Shape<T> {
        @Override
        public @Nullable T readPresent(Node node, Place place) {
            return reader.apply(node, place);
        }

        @Override
        public ObjectNode schema(PipelineSchema.Definitions definitions) {
            return definitions.object(describe);
        }

        @Override
        public List<Group<?>> groups() {
            return List.of();
        }
    }

    /** A list; items that are wrong are left out of what is read. */
    record ListOf<T>(Shape<T> item, int minimum) implements Shape<List<T>> {
        @Override
        public @Nullable List<T> readPresent(Node node, Place place) {
            if (!(node instanceof Node.Sequence sequence)) {
                place.error(Texts.of("must.be.list"), node);
                return null;
            }
            if (sequence.items().size() < minimum) {
                place.error(Texts.of("must.have.one"), node);
                return null;
            }
            List<T> items = new ArrayList<>();
            for (int i = 0; i < sequence.items().size(); i++) {
                Node itemNode = sequence.items().get(i);
                T value = item.read(itemNode, place.child(i, itemNode.position()));
                if (value != null) {
                    items.add(value);
                }
            }
            return items;
        }

        @Override
        public ObjectNode schema(PipelineSchema.Definitions definitions) {
            return definitions.object(schema ->
                    schema.put("type", "array").put("minItems", minimum).set("items", item.schema(definitions)));
        }

        @Override
        public List<Group<?>> groups() {
            return item.groups();
        }
    }

    /** A value by its name. */
    record Named<T>(String name, @Nullable T value, Place place) {}

    /** What names must look like. */
    record Names(Pattern pattern, String ruleKey) {
        static final Names ANY = new Names(Pattern.compile("(?s).+"), "must.not.be.empty");
        static final Names IDENTIFIER = new Names(NameRule.IDENTIFIER.pattern(), "must.be.identifier");

        private Message rule() {
            return Texts.of(ruleKey);
        }

        /** The same name as it may be, where something is left of it. */
        private @Nullable Message remedy(String name) {
            if (!equals(IDENTIFIER)) {
                return null;
            }
            String mended = Normalizer.normalize(name, Normalizer.Form.NFD)
                    .replaceAll("\\p{M}+", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9_]+", "_")
                    .replaceAll("^[^a-z]+|_+$", "");
            return mended.isEmpty()
                    ? Texts.of("must.be.identifier.start.remedy")
                    : Texts.of("must.be.identifier.remedy", mended);
        }
    }

    /** A map from names that the user chooses; those with wrong values are there, without one. */
    record MapOf<T>(Names names, Shape<T> value, int minimum) implements Shape<List<Named<T>>> {
        @Override
        public @Nullable List<Named<T>> readPresent(Node node, Place place) {
            if (!(node instanceof Node.Mapping mapping)) {
                place.error(Texts.of("must.be.map"), node);
                return null;
            }
            if (mapping.entries().size() < minimum) {
                place.error(Texts.of("must.have.one"), node);
                return null;
            }
            List<Named<T>> values = new ArrayList<>();
            for (Node.Entry entry : mapping.entries()) {
                if (!names.pattern().matcher(entry.key()).matches()) {
                    place.child(entry.key(), entry.keyPosition())
                            .error(names.rule(), entry.key().isEmpty() ? null : entry.key(), names.remedy(entry.key()));
                }
                Place at = place.child(entry.key(), entry.node().position());
                values.add(new Named<>(entry.key(), value.read(entry.node(), at), at));
            }
            return values;
        }

        @Override
        public ObjectNode schema(PipelineSchema.Definitions definitions) {
            return definitions.object(schema -> {
                schema.put("type", "object").put("minProperties", minimum);
                if (names.equals(Names.ANY)) {
                    schema.putObject("propertyNames").put("minLength", 1);
                } else {
                    schema.putObject("propertyNames").put("pattern", "^" + names.pattern() + "$");
                }
                schema.set("additionalProperties", value.schema(definitions));
            });
        }

        @Override
        public List<Group<?>> groups() {
            return value.groups();
        }
    }

    /** A short form in one scalar, or the long form. */
    record Either<T>(Scalar<? extends T> shortForm, Shape<? extends T> longForm) implements Shape<T> {
        @Override
        public @Nullable T readPresent(Node node, Place place) {
            return node instanceof Node.Scalar ? shortForm.readPresent(node, place) : longForm.readPresent(node, place);
        }

        @Override
        public ObjectNode schema(PipelineSchema.Definitions definitions) {
            return definitions.object(schema ->
                    schema.putArray("anyOf").add(shortForm.schema(definitions)).add(longForm.schema(definitions)));
        }

        @Override
        public List<Group<?>> groups() {
            return longForm.groups();
        }
    }
}
