package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Filters on {@code member} and {@code memberOf}, whose values are not in the entries, as filters
 * that the in-memory server answers from its index of names.
 *
 * @param mostNames a group with more members is not written out
 */
record MembershipFilters(Memberships memberships, int mostNames) {
    /** Its index of entries. */
    static final String NAME = "entryDN";

    private static final Filter ALL = Filter.createANDFilter();
    private static final Filter NONE = Filter.createORFilter();

    /** The same entries; it may still ask for the groups of an entry. */
    Filter exact(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> Filter.createANDFilter(exact(filter.getComponents()));
            case Filter.FILTER_TYPE_OR -> Filter.createORFilter(exact(filter.getComponents()));
            case Filter.FILTER_TYPE_NOT ->
                    Filter.createNOTFilter(exact(requireNonNull(filter.getNOTComponent())));
            case Filter.FILTER_TYPE_EQUALITY -> equality(filter);
            default -> filter;
        };
    }

    private List<Filter> exact(Filter[] filters) {
        List<Filter> exact = new ArrayList<>();
        for (Filter filter : filters) {
            exact.add(exact(filter));
        }
        return exact;
    }

    private Filter equality(Filter filter) {
        byte[] value = requireNonNull(filter.getAssertionValueBytes());
        if (Memberships.areKept(requireNonNull(filter.getAttributeName()))) {
            return named(memberships.groupsOf(value));
        }
        Collection<String> members = members(filter);
        return isMemberOf(filter) && members.size() <= mostNames ? named(members) : filter;
    }

    private static Filter named(Collection<String> names) {
        return Filter.createORFilter(
                names.stream().map(name -> Filter.createEqualityFilter(NAME, name)).toList());
    }

    private static boolean isMemberOf(Filter filter) {
        return Memberships.MEMBER_OF.equalsIgnoreCase(filter.getAttributeName());
    }

    private Collection<String> members(Filter filter) {
        return isMemberOf(filter)
                ? memberships.membersOf(requireNonNull(filter.getAssertionValueBytes()))
                : List.of();
    }

    /** Whether the filter asks for the groups of an entry. */
    static boolean asksForGroups(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR ->
                    List.of(filter.getComponents()).stream()
                            .anyMatch(MembershipFilters::asksForGroups);
            case Filter.FILTER_TYPE_NOT -> asksForGroups(requireNonNull(filter.getNOTComponent()));
            default -> isMemberOf(filter);
        };
    }

    /** At least the same entries, without a look at the groups of any. */
    static Filter wide(Filter filter) {
        return bound(filter, ALL, NONE);
    }

    private static Filter bound(Filter filter, Filter here, Filter negated) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND ->
                    Filter.createANDFilter(bounds(filter.getComponents(), here, negated));
            case Filter.FILTER_TYPE_OR ->
                    Filter.createORFilter(bounds(filter.getComponents(), here, negated));
            case Filter.FILTER_TYPE_NOT ->
                    Filter.createNOTFilter(
                            bound(requireNonNull(filter.getNOTComponent()), negated, here));
            default -> isMemberOf(filter) ? here : filter;
        };
    }

    private static List<Filter> bounds(Filter[] filters, Filter here, Filter negated) {
        return List.of(filters).stream().map(each -> bound(each, here, negated)).toList();
    }
}
