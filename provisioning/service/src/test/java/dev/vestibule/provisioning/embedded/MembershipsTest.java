package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import com.unboundid.ldap.sdk.controls.PreReadRequestControl;
import com.unboundid.ldap.sdk.controls.PreReadResponseControl;
import com.unboundid.ldap.sdk.controls.SubtreeDeleteRequestControl;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What clients see of groups and members, which are kept beside the entries. */
class MembershipsTest {
    private static final String GROUPS = "ou=groups," + Tree.BASE;
    private static final String STAFF = group("staff");
    private static final String ADA = Tree.dn("ada");
    private static final String BOB = Tree.dn("bob");
    private static final String EVE = Tree.dn("eve");

    @TempDir private Path folder;
    private EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
    private LDAPConnection gateway = new LDAPConnection();

    @BeforeEach
    void start() throws Exception {
        restart();
        for (String username : List.of("ada", "bob", "eve")) {
            gateway.add(Tree.person(username));
        }
        gateway.add(newGroup("staff", ADA, "UID=Bob,  ou=People,dc=example,dc=org"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        directory.close();
    }

    private void restart() throws LDAPException {
        stop();
        directory = EmbeddedDirectory.start(Tree.config(folder));
        gateway = Tree.gateway(directory);
    }

    private static String group(String name) {
        return "cn=" + name + "," + GROUPS;
    }

    private static AddRequest newGroup(String name, String... members) {
        return new AddRequest(
                group(name),
                new Attribute("objectClass", "groupOfNames"),
                new Attribute("cn", name),
                new Attribute("member", members));
    }

    private List<String> members(String group) throws LDAPException {
        return values(requireNonNull(gateway.getEntry(group, "member")), "member");
    }

    private List<String> groups(String dn) throws LDAPException {
        return values(requireNonNull(gateway.getEntry(dn, "memberOf")), "memberOf");
    }

    private static List<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }

    private List<String> found(String filter) throws LDAPException {
        return names(
                requireNonNull(
                        gateway.search(Tree.BASE, SearchScope.SUB, filter, "1.1")
                                .getSearchEntries()));
    }

    private static List<String> names(List<SearchResultEntry> entries) {
        return entries.stream().map(Entry::getDN).toList();
    }

    private static Modification change(ModificationType type, String... members) {
        return new Modification(type, "member", members);
    }

    private static void assertRefused(ResultCode code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        LDAPException.class, e -> assertThat(e.getResultCode()).isEqualTo(code));
    }

    @Test
    void aGroupShowsItsMembersAsTheyWereSpelt() throws Exception {
        assertThat(members(STAFF)).containsExactly(ADA, "UID=Bob,  ou=People,dc=example,dc=org");
        assertThat(values(requireNonNull(gateway.getEntry(STAFF)), "member")).hasSize(2);
        assertThat(values(requireNonNull(gateway.getEntry(STAFF, "2.5.4.31")), "member"))
                .hasSize(2);
        assertThat(requireNonNull(gateway.getEntry(STAFF, "cn")).hasAttribute("member")).isFalse();
    }

    @Test
    void whoAsksForTypesOnlyGetsNoMember() throws Exception {
        SearchRequest request =
                new SearchRequest(Tree.BASE, SearchScope.SUB, "(cn=staff)", "member", "memberOf");
        request.setTypesOnly(true);

        Entry entry = requireNonNull(gateway.searchForEntry(request));

        assertThat(entry.hasAttribute("member")).isTrue();
        assertThat(entry.getAttributeValues("member")).isEmpty();
        assertThat(entry.hasAttribute("memberOf")).isFalse();
    }

    @Test
    void aPersonShowsTheGroupsWhenAskedForThem() throws Exception {
        gateway.add(newGroup("wiki", BOB));

        assertThat(groups(BOB)).containsExactlyInAnyOrder(STAFF, group("wiki"));
        assertThat(values(Tree.entry(gateway, ADA), "memberOf")).containsExactly(STAFF);
        assertThat(groups(EVE)).isEmpty();
        assertThat(requireNonNull(gateway.getEntry(ADA)).hasAttribute("memberOf")).isFalse();
    }

    @Test
    void filtersFindGroupsByMemberAndPeopleByGroup() throws Exception {
        gateway.add(newGroup("wiki", BOB));

        assertThat(found("(member=" + BOB + ")")).containsExactlyInAnyOrder(STAFF, group("wiki"));
        assertThat(
                        found(
                                "(&(objectClass=groupOfNames)(member=UID=ADA,ou=people,dc=example,dc=org))"))
                .containsExactly(STAFF);
        assertThat(found("(member=" + EVE + ")")).isEmpty();
        assertThat(found("(member=nobody)")).isEmpty();
        assertThat(found("(member=*)")).containsExactlyInAnyOrder(STAFF, group("wiki"));
        assertThat(found("(|(member=" + EVE + ")(uid=eve))")).containsExactly(EVE);
        assertThat(found("(&(objectClass=groupOfNames)(!(member=" + ADA + ")))"))
                .containsExactly(group("wiki"));
        assertThat(found("(memberOf=" + STAFF + ")")).containsExactlyInAnyOrder(ADA, BOB);
        assertThat(found("(&(uid=*)(!(memberOf=" + STAFF + ")))")).containsExactly(EVE);
        assertThat(found("(memberOf=*)")).containsExactlyInAnyOrder(ADA, BOB);
    }

    @Test
    void whatStandsForTheMembersIsFoundByNobody() throws Exception {
        assertThat(found("(member=" + Memberships.STAND_IN.getValue() + ")")).isEmpty();
        assertThat(
                        gateway.compare(
                                        new CompareRequest(
                                                STAFF,
                                                "member",
                                                requireNonNull(Memberships.STAND_IN.getValue())))
                                .compareMatched())
                .isFalse();
    }

    @Test
    void aLargeGroupIsFoundByItsMembersToo() throws Exception {
        List<String> all = addPeople(150);
        gateway.add(newGroup("all", all.toArray(String[]::new)));
        String filter = "(memberOf=" + group("all") + ")";

        assertThat(found(filter)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(found("(&(uid=person7)" + filter + ")")).containsExactly(Tree.dn("person7"));
        assertThat(found("(&(uid=ada)" + filter + ")")).isEmpty();
        assertThat(found("(&(uid=*)(!" + filter + "))")).containsExactlyInAnyOrder(ADA, BOB, EVE);
        SearchRequest limited = new SearchRequest(Tree.BASE, SearchScope.SUB, filter, "1.1");
        limited.setSizeLimit(10);
        assertThatThrownBy(() -> gateway.search(limited))
                .isInstanceOfSatisfying(
                        LDAPSearchException.class,
                        e -> {
                            assertThat(e.getResultCode()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
                            assertThat(e.getSearchEntries()).hasSize(10);
                        });
    }

    private List<String> addPeople(int count) throws LDAPException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            gateway.add(Tree.person("person" + i));
            all.add(Tree.dn("person" + i));
        }
        return all;
    }

    @Test
    void comparesMembersAndGroups() throws Exception {
        assertThat(compare(STAFF, "member", ADA)).isTrue();
        assertThat(compare(STAFF, "member", "uid=BOB,ou=people,dc=example,dc=org")).isTrue();
        assertThat(compare(STAFF, "member", EVE)).isFalse();
        assertThat(compare(ADA, "memberOf", STAFF)).isTrue();
        assertThat(compare(EVE, "memberOf", STAFF)).isFalse();
        assertRefused(ResultCode.NO_SUCH_OBJECT, () -> compare(group("none"), "member", ADA));
    }

    private boolean compare(String dn, String attribute, String value) throws LDAPException {
        return gateway.compare(new CompareRequest(dn, attribute, value)).compareMatched();
    }

    @Test
    void membersComeAndGoOneByOne() throws Exception {
        gateway.modify(STAFF, change(ModificationType.ADD, EVE));
        gateway.modify(STAFF, change(ModificationType.DELETE, BOB));

        assertThat(members(STAFF)).containsExactly(ADA, EVE);
        assertThat(groups(BOB)).isEmpty();
        assertRefused(
                ResultCode.ATTRIBUTE_OR_VALUE_EXISTS,
                () -> gateway.modify(STAFF, change(ModificationType.ADD, ADA)));
        assertRefused(
                ResultCode.NO_SUCH_ATTRIBUTE,
                () -> gateway.modify(STAFF, change(ModificationType.DELETE, BOB)));
        assertThat(members(STAFF)).containsExactly(ADA, EVE);
    }

    @Test
    void aChangeOfAMemberIsAChangeOfTheGroup() throws Exception {
        String before = Tree.entry(gateway, STAFF).getAttributeValue("modifyTimestamp");
        String after = before;

        // Until the clock has gone on.
        while (requireNonNull(after).equals(before)) {
            gateway.modify(STAFF, change(ModificationType.REPLACE, EVE));
            after = Tree.entry(gateway, STAFF).getAttributeValue("modifyTimestamp");
        }

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void permissiveModificationsForgiveWhatIsThereAlready() throws Exception {
        ModifyRequest request =
                new ModifyRequest(
                        STAFF,
                        change(ModificationType.ADD, ADA, EVE),
                        change(ModificationType.DELETE, Tree.dn("nobody")));
        request.addControl(new PermissiveModifyRequestControl());

        gateway.modify(request);

        assertThat(members(STAFF)).hasSize(3).contains(EVE);
    }

    @Test
    void membersAreReplacedAtOnce() throws Exception {
        gateway.modify(STAFF, change(ModificationType.REPLACE, EVE, ADA));

        assertThat(members(STAFF)).containsExactlyInAnyOrder(ADA, EVE);
        assertThat(found("(member=" + BOB + ")")).isEmpty();
    }

    @Test
    void theLastMemberOfAGroupOfNamesStays() throws Exception {
        assertRefused(
                ResultCode.OBJECT_CLASS_VIOLATION,
                () -> gateway.modify(STAFF, change(ModificationType.DELETE, ADA, BOB)));
        assertRefused(
                ResultCode.OBJECT_CLASS_VIOLATION,
                () -> gateway.modify(STAFF, change(ModificationType.DELETE)));
        assertRefused(
                ResultCode.OBJECT_CLASS_VIOLATION,
                () -> gateway.modify(STAFF, change(ModificationType.REPLACE)));
        assertThat(members(STAFF)).hasSize(2);

        gateway.modify(
                STAFF,
                change(ModificationType.DELETE, ADA, BOB),
                change(ModificationType.ADD, EVE));
        assertThat(members(STAFF)).containsExactly(EVE);
    }

    @Test
    void aGroupWithoutAMemberIsRefused() {
        assertRefused(
                ResultCode.OBJECT_CLASS_VIOLATION,
                () ->
                        gateway.add(
                                group("empty"),
                                new Attribute("objectClass", "groupOfNames"),
                                new Attribute("cn", "empty")));
    }

    @Test
    void aPersonHasNoMember() {
        assertRefused(
                ResultCode.OBJECT_CLASS_VIOLATION,
                () -> gateway.modify(ADA, change(ModificationType.ADD, BOB)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "uid=a,,b", "=x"})
    void whatIsNoNameIsNoMember(String value) throws Exception {
        assertThatThrownBy(() -> gateway.add(newGroup("odd", value)))
                .isInstanceOf(LDAPException.class);
        assertThatThrownBy(() -> gateway.modify(STAFF, change(ModificationType.ADD, value)))
                .isInstanceOf(LDAPException.class);
        assertThat(members(STAFF)).hasSize(2);
    }

    @Test
    void aModificationOfWhatIsNotThereIsTold() {
        assertRefused(
                ResultCode.NO_SUCH_OBJECT,
                () -> gateway.modify(group("none"), change(ModificationType.DELETE, ADA)));
    }

    @Test
    void nobodyWritesMemberOf() {
        assertRefused(
                ResultCode.CONSTRAINT_VIOLATION,
                () ->
                        gateway.modify(
                                EVE, new Modification(ModificationType.ADD, "memberOf", STAFF)));
    }

    @Test
    void aDeletedPersonStaysListedAndADeletedGroupListsNobody() throws Exception {
        gateway.delete(ADA);
        assertThat(members(STAFF)).hasSize(2).contains(ADA);

        gateway.delete(STAFF);
        assertThat(found("(member=" + ADA + ")")).isEmpty();
        gateway.add(newGroup("staff", EVE));
        assertThat(members(STAFF)).containsExactly(EVE);
    }

    @Test
    void aRenamedGroupKeepsItsMembers() throws Exception {
        gateway.modifyDN(STAFF, "cn=crew", true);

        assertThat(members(group("crew"))).hasSize(2);
        assertThat(groups(ADA)).containsExactly(group("crew"));
        assertThat(found("(member=" + ADA + ")")).containsExactly(group("crew"));
        assertThat(found("(memberOf=" + STAFF + ")")).isEmpty();
        assertAllKept();
    }

    @Test
    void aMovedTreeOfGroupsKeepsTheirMembers() throws Exception {
        gateway.add("ou=teams," + GROUPS, new Attribute("objectClass", "organizationalUnit"));
        gateway.add(
                "cn=red,ou=teams," + GROUPS,
                new Attribute("objectClass", "groupOfNames"),
                new Attribute("member", EVE));
        gateway.modifyDN("ou=teams," + GROUPS, "ou=squads", true, Tree.BASE);

        assertThat(groups(EVE)).containsExactly("cn=red,ou=squads," + Tree.BASE);
        assertAllKept();

        DeleteRequest request = new DeleteRequest("ou=squads," + Tree.BASE);
        request.addControl(new SubtreeDeleteRequestControl());
        gateway.delete(request);
        assertThat(found("(member=" + EVE + ")")).isEmpty();
        assertAllKept();
    }

    @Test
    void aRestartKeepsTheMembers() throws Exception {
        gateway.modify(STAFF, change(ModificationType.ADD, EVE));
        gateway.modify(STAFF, change(ModificationType.DELETE, ADA));
        gateway.modify(
                STAFF,
                change(ModificationType.REPLACE, ADA, EVE),
                new Modification(ModificationType.REPLACE, "description", "the staff"));
        assertAllKept();
    }

    private void assertAllKept() throws LDAPException {
        Object before = Tree.everything(directory);
        restart();
        assertThat(Tree.everything(directory)).isEqualTo(before);
    }

    @Test
    void anAssertionSeesTheMembers() throws Exception {
        ModifyRequest request =
                new ModifyRequest(
                        STAFF, new Modification(ModificationType.REPLACE, "description", "x"));
        request.addControl(new AssertionRequestControl("(member=" + EVE + ")"));
        assertRefused(ResultCode.ASSERTION_FAILED, () -> gateway.modify(request));

        request.setControls(new AssertionRequestControl("(member=" + ADA + ")"));
        gateway.modify(request);
    }

    @Test
    void readingBeforeAndAfterAChangeSeesTheMembers() throws Exception {
        ModifyRequest request = new ModifyRequest(STAFF, change(ModificationType.ADD, EVE));
        request.addControl(new PreReadRequestControl(true, "member"));
        request.addControl(new PostReadRequestControl(true, "member"));

        var result = gateway.modify(request);

        assertThat(requireNonNull(PreReadResponseControl.get(result)).getEntry())
                .satisfies(entry -> assertThat(values(entry, "member")).hasSize(2));
        assertThat(requireNonNull(PostReadResponseControl.get(result)).getEntry())
                .satisfies(entry -> assertThat(values(entry, "member")).hasSize(3).contains(EVE));
    }

    @Test
    void theReaderSeesMembersToo() throws Exception {
        try (LDAPConnection reader = Tree.reader(directory)) {
            assertThat(values(requireNonNull(reader.getEntry(STAFF)), "member")).hasSize(2);
            assertThat(
                            names(
                                    requireNonNull(
                                            reader.search(
                                                            Tree.BASE,
                                                            SearchScope.SUB,
                                                            Filter.createEqualityFilter(
                                                                    "member", ADA))
                                                    .getSearchEntries())))
                    .containsExactly(STAFF);
        }
    }
}
