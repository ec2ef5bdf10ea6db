package dev.vestibule.flow.schema;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.provisioning.vocabulary.ReservedAttributes;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The kinds of names of a directory that keys take. */
public final class LdapTypes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");

    /** Object classes that change the kind of an account, or allow any content in an entry. */
    private static final Set<String> NO_PERSON =
            Set.of("alias", "extensibleobject", "groupofnames", "referral", "subentry");

    /** A distinguished name, or some of its parts. */
    public static final ScalarType<String> DN =
            new ScalarType<>("a distinguished name (RFC 4514)", "dc=invalid", LdapTypes::dn);

    /** An attribute that the gateway may write what is its own to. */
    public static final ScalarType<String> ATTRIBUTE_NAME =
            new ScalarType<>("an attribute's name", "description", LdapTypes::attribute);

    /** Any attribute that an expression sees of an account. */
    public static final ScalarType<String> ATTRIBUTE =
            new ScalarType<>("an attribute's name", "employeeType", LdapTypes::named);

    /** An object class of an account's entry. */
    public static final ScalarType<String> OBJECT_CLASS =
            new ScalarType<>("the name of an object class", "person", LdapTypes::objectClass);

    private LdapTypes() {}

    /** Whether the text can be the name of an attribute. */
    public static boolean isAttribute(String name) {
        return NAME.matcher(name).matches();
    }

    private static String dn(String text) throws InvalidValue {
        try {
            unless(
                    !new LdapName(text).isEmpty(),
                    "which is empty",
                    "Write it as dc=example,dc=org.");
            return text;
        } catch (InvalidNameException malformed) {
            throw new InvalidValue(
                    "which is no distinguished name",
                    "Write it as ou=people or dc=example,dc=org.");
        }
    }

    private static String named(String text) throws InvalidValue {
        unless(
                isAttribute(text),
                "which is no attribute's name",
                "Write it as the schema does, without options.");
        return text;
    }

    private static String attribute(String text) throws InvalidValue {
        named(text);
        unless(
                !ReservedAttributes.contains(text),
                "which the gateway or the server decides about",
                "Choose another attribute.");
        return text;
    }

    private static String objectClass(String text) throws InvalidValue {
        unless(isAttribute(text), "which is no such name", "Write the name that the schema has.");
        unless(
                !NO_PERSON.contains(text.toLowerCase(Locale.ROOT)),
                "which an account's entry cannot have",
                "Remove it.");
        return text;
    }
}
