package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Filter;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Filters on {@code member} and {@code memberOf}, whose values are not in the entries, as filters
 * that the in-memory server answers from its index of names.
 *
 * @param mostNames a group with more members is not written out
 */
record MembershipFilters(Memberships memberships, int mostNames) {
    /** Its index of entries. */
    static final String NAME = "entryDN";

    private static final Filter ALL = Filter.and();

    /** The same entries; it may still ask for the groups of an entry. */
    Filter exact(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> Filter.and(exact(filter.getComponents()));
            case Filter.FILTER_TYPE_OR -> Filter.or(exact(filter.getComponents()));
            case Filter.FILTER_TYPE_NOT ->
                    Filter.not(exact(requireNonNull(filter.getNOTComponent())));
            case Filter.FILTER_TYPE_EQUALITY -> equality(filter);
            default -> filter;
        };
    }

    private List<Filter> exact(Filter[] filters) {
        return Stream.of(filters).map(this::exact).toList();
    }

    private Filter equality(Filter filter) {
        byte[] value = requireNonNull(filter.getAssertionValueBytes());
        if (Memberships.areKept(requireNonNull(filter.getAttributeName()))) {
            return named(memberships.groupsOf(value));
        }
        Collection<String> members = isMemberOf(filter) ? memberships.membersOf(value) : null;
        return members != null && members.size() <= mostNames ? named(members) : filter;
    }

    private static Filter named(Collection<String> names) {
        return Filter.or(names.stream().map(name -> Filter.equals(NAME, name)).toList());
    }

    private static boolean isMemberOf(Filter filter) {
        return Memberships.MEMBER_OF.equalsIgnoreCase(filter.getAttributeName());
    }

    /** Whether the filter asks for the groups of an entry. */
    static boolean asksForGroups(Filter filter) {
        return leaves(filter).anyMatch(MembershipFilters::isMemberOf);
    }

    /** The conditions on attributes that a filter is made of. */
    static Stream<Filter> leaves(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR ->
                    Stream.of(filter.getComponents()).flatMap(MembershipFilters::leaves);
            case Filter.FILTER_TYPE_NOT -> leaves(requireNonNull(filter.getNOTComponent()));
            default -> Stream.of(filter);
        };
    }

    /** At least the same entries, without a look at the groups of any. */
    static Filter wide(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> Filter.and(wide(filter.getComponents()));
            case Filter.FILTER_TYPE_OR -> Filter.or(wide(filter.getComponents()));
            default -> asksForGroups(filter) ? ALL : filter;
        };
    }

    private static List<Filter> wide(Filter[] filters) {
        return Stream.of(filters).map(MembershipFilters::wide).toList();
    }
}
