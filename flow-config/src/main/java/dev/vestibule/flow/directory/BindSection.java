package dev.vestibule.flow.directory;

import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.SecretType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.yaml.Secret;

/** The keys of an account at the directory: a name and its password. */
final class BindSection {
    private BindSection() {}

    static Section<Bind> of(String meaning) {
        Keys keys = new Keys(meaning);
        Key<String> dn = keys.required("dn", LdapTypes.DN).means("the name to bind with.");
        Key<Secret> password = keys.required("password", new SecretType()).means("its password.");
        return keys.reads(fields -> new Bind(fields.get(dn), fields.get(password)));
    }
}
