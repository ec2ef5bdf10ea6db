package dev.vestibule.provisioning.ldap.dialect;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Filter;

import dev.vestibule.ldap.SchemaNames;

import java.util.List;
import java.util.stream.Stream;

/**
 * Filters in the directory's names. What a shared attribute cannot answer, such as an order,
 * becomes a wider filter: the entries that it finds must be matched again with the original.
 */
record FilterTranslation(AttributeTranslation slots) {
    private static final Filter ANY = Filter.present("objectClass");

    Filter of(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> Filter.and(all(filter));
            case Filter.FILTER_TYPE_OR -> Filter.or(all(filter));
            case Filter.FILTER_TYPE_NOT -> not(requireNonNull(filter.getNOTComponent()));
            default -> simple(filter);
        };
    }

    private List<Filter> all(Filter filter) {
        return Stream.of(filter.getComponents()).map(this::of).toList();
    }

    private Filter not(Filter inner) {
        return isExact(inner) ? Filter.not(of(inner)) : ANY;
    }

    /** Whether the translation finds the same entries. */
    boolean isExact(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR ->
                    Stream.of(filter.getComponents()).allMatch(this::isExact);
            case Filter.FILTER_TYPE_NOT -> isExact(requireNonNull(filter.getNOTComponent()));
            case Filter.FILTER_TYPE_EQUALITY, Filter.FILTER_TYPE_PRESENCE -> !isOurClass(filter);
            default -> !slots.of(name(filter)).isShared();
        };
    }

    private Filter simple(Filter filter) {
        var slot = slots.of(name(filter));
        if (isOurClass(filter)) {
            return Filter.present(slots.of(SchemaNames.FEDERATED_IDENTITY).attribute());
        }
        if (!slot.isShared()) {
            return renamed(filter, slot.attribute());
        }
        return filter.getFilterType() == Filter.FILTER_TYPE_EQUALITY
                ? Filter.equals(
                        slot.attribute(), slot.stored(requireNonNull(filter.getAssertionValue())))
                : Filter.subInitial(slot.attribute(), slot.tag());
    }

    private static Filter renamed(Filter filter, String attribute) {
        String name = name(filter);
        if (name.isEmpty() || name.equalsIgnoreCase(attribute)) {
            return filter;
        }
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_EQUALITY -> Filter.equals(attribute, value(filter));
            case Filter.FILTER_TYPE_LESS_OR_EQUAL -> Filter.lessOrEqual(attribute, value(filter));
            case Filter.FILTER_TYPE_PRESENCE -> Filter.present(attribute);
            default -> throw new IllegalArgumentException("no translation of " + filter);
        };
    }

    private static byte[] value(Filter filter) {
        return requireNonNull(filter.getAssertionValueBytes());
    }

    private boolean isOurClass(Filter filter) {
        return !slots.ownSchema()
                && name(filter).equalsIgnoreCase("objectClass")
                && SchemaNames.ACCOUNT.equalsIgnoreCase(filter.getAssertionValue());
    }

    private static String name(Filter filter) {
        String name = filter.getAttributeName();
        return name == null ? "" : name;
    }
}
