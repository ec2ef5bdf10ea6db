package dev.vestibule.flow.step;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.ItemList.Bound;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Key.Need;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.schema.ValueType.Described;
import dev.vestibule.flow.step.Flow.Course;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlReader;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of steps that there are. */
public record StepTypes(List<StepType<?>> types) {
    /** In the id of a step that has none in the YAML, and in no id of the YAML. */
    static final String UNNAMED = "-";

    private static final int MOST_STEPS = 50;
    private static final String ID = "id";
    private static final Key<String> NAME =
            new Key<>(
                    ID,
                    Types.ID_TEXT,
                    Need.OPTIONAL,
                    "none",
                    "a name, by which `on-success` and `on-failure` of other steps lead to it.");

    public StepTypes {
        types = List.copyOf(types);
    }

    /** The section of one flow. */
    public Section<Flow> flow() {
        return Section.of(Flow.class, Map.of("steps", Steps.of(types), "acr", new AcrType()));
    }

    /** Adds a problem for everything that is found in the flows. */
    public void check(Map<String, Flow> flows, StepOptions options, Findings findings) {
        flows.values().forEach(new FlowCheck(findings)::check);
        for (Flow flow : flows.values()) {
            types.forEach(type -> type.check().check(flow, options, findings));
        }
    }

    /** A step with its exits. */
    private record Placed(Step step, Exits exits) {}

    /** The steps of a flow, each of one kind. */
    private record Steps(Map<StepType<?>, Section<Placed>> kinds) implements ValueType<Course> {
        static Steps of(List<StepType<?>> types) {
            Map<StepType<?>, Section<Placed>> kinds = new LinkedHashMap<>();
            types.forEach(type -> kinds.put(type, placed(type)));
            return new Steps(kinds);
        }

        private static <S extends Step> Section<Placed> placed(StepType<S> type) {
            Section<S> keys = type.section();
            boolean mayBeNamed = !keys.names().contains(ID);
            List<Key<?>> behind = new ArrayList<>(Exits.keys(type.ends()));
            if (mayBeNamed) {
                behind.add(NAME);
            }
            for (Key<?> key : behind) {
                keys = keys.between(List.of(), key);
            }
            return keys.to((step, fields) -> {
                if (mayBeNamed) {
                    fields.find(ID, Types.ID_TEXT);
                }
                return new Placed(step, Exits.of(type.ends(), fields));
            });
        }

        private List<StepType<?>> types() {
            return List.copyOf(kinds.keySet());
        }

        private Section<Placed> section(StepType<?> type) {
            return Objects.requireNonNull(kinds.get(type));
        }

        @Override
        public String words() {
            return "a list of steps";
        }

        @Override
        public Course read(YamlNode node, ParseContext context) {
            String form = words() + ", each with " + either("or");
            Bound bound = new Bound(MOST_STEPS, "steps", "Split the flow.");
            List<Step> steps = new ArrayList<>();
            Map<String, YamlNode> named = new HashMap<>();
            Map<String, Exits> exits = new LinkedHashMap<>();
            for (YamlNode item : ItemList.items(node, form, bound, context)) {
                Placed placed = step(item, context, steps);
                Step step = placed.step();
                steps.add(step);
                if (!placed.exits().equals(Exits.USUAL)) {
                    exits.put(step.id(), placed.exits());
                }
                YamlNode first = step.isNamed() ? named.putIfAbsent(step.id(), item) : null;
                // The placeholder for a broken id has its own problem.
                if (first != null && Types.isId(step.id())) {
                    context.error(
                            item.place().below("id"),
                            "the id %s a second time; the first is in %s"
                                    .formatted(step.id(), first.place()),
                            "an id that no other step of the flow has",
                            "Give this step another id.");
                }
            }
            return new Course(steps, exits);
        }

        private Placed step(YamlNode item, ParseContext context, List<Step> before) {
            List<StepType<?>> chosen =
                    types().stream()
                            .filter(type ->
                                    item instanceof Mapping keys
                                            && keys.entries().containsKey(type.key()))
                            .toList();
            if (chosen.size() != 1) {
                if (!isUnknown(item, context)) {
                    context.error(
                            item.place(),
                            chosen.isEmpty()
                                    ? "a step with neither " + either("nor")
                                    : "a step with both " + keys(chosen, " and "),
                            "exactly one of " + keys(types(), ", "),
                            context.names().stepRemedy(item));
                }
                return new Placed(new Unreadable(), Exits.USUAL);
            }
            String unnamed = chosen.getFirst().key() + UNNAMED + (before.size() + 1);
            return section(chosen.getFirst())
                    .read(
                            item,
                            context.in(Flow.scopeAfter(before)).under(named(item).orElse(unnamed)));
        }

        private static Optional<String> named(YamlNode item) {
            return item instanceof Mapping keys
                            && keys.entries().get(ID) instanceof Entry entry
                            && entry.value() instanceof Scalar id
                            && Types.isId(id.text())
                    ? Optional.of(id.text())
                    : Optional.empty();
        }

        /** Reports a kind of step that there is not: a key that no kind has. */
        private boolean isUnknown(YamlNode item, ParseContext context) {
            if (!(item instanceof Mapping keys)) {
                return false;
            }
            Set<String> known =
                    kinds.values().stream()
                            .flatMap(section -> section.names().stream())
                            .collect(Collectors.toSet());
            Optional<String> kind =
                    keys.entries().keySet().stream()
                            .filter(key -> YamlReader.isWord(key) && !known.contains(key))
                            .findFirst();
            if (keys.entries().keySet().stream().anyMatch(this::isKind)) {
                return false;
            }
            kind.ifPresent(word ->
                    context.error(
                            Objects.requireNonNull(keys.entries().get(word)).key(),
                            "the unknown step " + word,
                            "one of " + keys(types(), ", "),
                            context.names().options().contains(word)
                                    ? "Write authenticate: [" + word + "]"
                                    : Nearest.remedy(
                                            word,
                                            types().stream().<String>map(StepType::key).toList(),
                                            "Write one of them.")));
            return kind.isPresent();
        }

        private boolean isKind(String key) {
            return types().stream().anyMatch(type -> type.key().equals(key));
        }

        @Override
        public JsonSchema schema() {
            List<JsonSchema> each = kinds.values().stream().map(Section::schema).toList();
            return JsonSchema.list(JsonSchema.any(each)).with("maxItems", MOST_STEPS);
        }

        @Override
        public Stream<Described> sections(String path) {
            return types().stream()
                    .flatMap(type -> section(type).sections(path + "[] with " + type.key()));
        }

        private String either(String or) {
            return keys(types().subList(0, kinds.size() - 1), ", ")
                    + (" " + or + " ")
                    + types().getLast().key();
        }

        private static String keys(List<StepType<?>> types, String between) {
            return types.stream().map(StepType::key).collect(Collectors.joining(between));
        }
    }

    /**
     * Takes the place of a step that was refused, so that reading can continue. Never goes live.
     */
    private record Unreadable() implements Step {
        @Override
        public String id() {
            return UNNAMED;
        }

        @Override
        public String kind() {
            return UNNAMED;
        }

        @Override
        public @Nullable Expression when() {
            return null;
        }
    }
}
