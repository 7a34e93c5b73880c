package io.raudal.model.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.raudal.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map with known keys.
 *
 * @param name of the group in the schema, the key texts and the reference page
 * @param later keys of parts that are not there yet: refused by name
 * @param one whether exactly one of the keys must be there
 * @param build what is made of the values; called even if some are wrong or missing, and may give null then
 */
record Group<T>(String name, List<Key<?>> keys, List<String> later, boolean one, Build<T> build) implements Shape<T> {

    interface Build<T> {
        @Nullable T from(Values values);
    }

    Group {
        keys = List.copyOf(keys);
        later = List.copyOf(later);
    }

    static <T> Group<T> of(String name, List<Key<?>> keys, Build<T> build) {
        return new Group<>(name, keys, List.of(), false, build);
    }

    @Override
    public @Nullable T readPresent(Node node, Place place) {
        if (!(node instanceof Node.Mapping mapping)) {
            place.error(Texts.of("must.be.map.of", Texts.list(names())), node);
            return null;
        }
        Values values = new Values(place);
        for (Node.Entry entry : mapping.entries()) {
            Optional<Key<?>> key =
                    keys.stream().filter(k -> k.name().equals(entry.key())).findFirst();
            if (key.isPresent()) {
                values.read(key.get(), entry.node());
            } else {
                refuse(entry, place.child(entry.key(), entry.keyPosition()));
            }
        }
        for (Key<?> key : keys) {
            if (key.required() && !values.has(key)) {
                values.at(key).error(Texts.of("must.be.there"), Texts.key(name + "." + key.name()));
            }
        }
        if (one && mapping.entries().size() != 1) {
            place.error(Texts.of("must.have.one.key", Texts.list(names())), node);
            return null;
        }
        return build.from(values);
    }

    private void refuse(Node.Entry entry, Place at) {
        if (later.contains(entry.key())) {
            at.error(Texts.of("later"), Texts.of("later.remedy"));
            return;
        }
        Optional<String> owner = keys.stream()
                .filter(key -> innerNames(key.shape()).contains(entry.key()))
                .map(Key::name)
                .findFirst();
        Optional<String> nearest = Nearest.of(entry.key(), names());
        at.error(
                Texts.of("unknown.key"),
                nearest.map(known -> Texts.of("did.you.mean", known))
                        .or(() -> owner.map(key -> Texts.of("belongs.under", key)))
                        .orElseGet(() -> Texts.of("known.keys", Texts.list(names()))));
    }

    private static List<String> innerNames(Shape<?> shape) {
        if (shape instanceof Either<?> either) {
            return innerNames(either.longForm());
        }
        return shape instanceof Group<?> group ? group.names() : List.of();
    }

    List<String> names() {
        return keys.stream().<String>map(Key::name).toList();
    }

    @Override
    public ObjectNode schema(PipelineSchema.Definitions definitions) {
        return definitions.group(this);
    }

    @Override
    public List<Group<?>> groups() {
        List<Group<?>> groups = new ArrayList<>(List.of(this));
        keys.forEach(key -> groups.addAll(key.shape().groups()));
        return groups;
    }
}
