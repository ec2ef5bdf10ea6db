package dev.vestibule.provisioning.vocabulary;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of attributes that servers answer with. */
public final class AttributeNames {
    /** Other names of the same attributes, which no server answers with (RFC 4519, RFC 4524). */
    private static final Map<String, String> ALIASES =
            Stream.of(
                            """
                            commonname=cn countryname=c fax=facsimileTelephoneNumber gn=givenName
                            hometelephonenumber=homePhone localityname=l
                            mobiletelephonenumber=mobile organizationalunitname=ou
                            organizationname=o pagertelephonenumber=pager rfc822mailbox=mail
                            stateorprovincename=st streetaddress=street surname=sn userid=uid
                            """
                                    .split("\\s+"))
                    .map(alias -> alias.split("="))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

    private AttributeNames() {}

    /** The attribute's own name: {@code sn} for {@code surname}. */
    public static String own(String name) {
        return ALIASES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }
}
