package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.Secret;
import dev.vestibule.flow.parse.YamlNode.Scalar;

/** A secret, which the YAML names and never contains. */
record SecretType() implements ValueType<Secret> {
    @Override
    public String words() {
        return "${env:NAME} or ${file:PATH}";
    }

    @Override
    public Secret read(YamlNode node, Reading reading) {
        if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
            reading.wrongKind(node, words());
            return new Secret("");
        }
        if (!References.isReference(scalar.text())) {
            reading.problems()
                    .error(
                            scalar.place(),
                            "a secret in the file itself",
                            words(),
                            "Put the secret into an environment variable or a file, name that here, and"
                                    + " replace the secret, because it was readable.");
            return new Secret("");
        }
        reading.show(scalar);
        return new Secret(reading.secret(scalar).orElse(""));
    }

    @Override
    public Secret preset(String text) {
        throw new IllegalStateException("a secret has no default");
    }
}
