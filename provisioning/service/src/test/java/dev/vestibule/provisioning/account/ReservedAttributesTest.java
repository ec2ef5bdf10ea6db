package dev.vestibule.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.vocabulary.ReservedAttributes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The list holds against the schemas of real servers. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class ReservedAttributesTest {
    private final DirectoryUnderTest directory;

    ReservedAttributesTest(DirectoryUnderTest directory) {
        this.directory = directory;
    }

    /** Active Directory's schema says of none. */
    @Test
    void whatTheServerKeepsItselfIsProtected() throws LDAPException {
        assertThat(namesOfOperationalAttributes())
                .filteredOn(name -> !ReservedAttributes.contains(name))
                .isEmpty();
    }

    @Test
    void everyOtherNameOfAProtectedAttributeIsProtectedToo() throws LDAPException {
        assertThat(namesThatOneAttributeShares())
                .allSatisfy(names ->
                        assertThat(names.stream().map(ReservedAttributes::contains).distinct())
                                .as(names.toString())
                                .hasSize(1));
    }

    private List<String> namesOfOperationalAttributes() throws LDAPException {
        return schema().getOperationalAttributeTypes().stream()
                .flatMap(type -> Arrays.stream(type.getNames()))
                .toList();
    }

    private List<List<String>> namesThatOneAttributeShares() throws LDAPException {
        Stream<AttributeTypeDefinition> types = schema().getAttributeTypes().stream();
        return types.map(type -> List.of(type.getNames())).filter(n -> !n.isEmpty()).toList();
    }

    private Schema schema() throws LDAPException {
        return requireNonNull(directory.started().administrator().getSchema());
    }
}
