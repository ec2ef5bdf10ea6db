package dev.vestibule.flow.schema;

import dev.vestibule.flow.yaml.References;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.Optional;

/** A secret, which the YAML names and never contains. */
public record SecretType() implements ValueType<Secret> {
    @Override
    public String words() {
        return "${env:NAME} or ${file:PATH}";
    }

    @Override
    public JsonSchema schema() {
        return JsonSchema.REFERENCE;
    }

    @Override
    public Secret read(YamlNode node, ParseContext context) {
        if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
            context.wrongKind(node, words(), Kind.VALUE);
            return new Secret("");
        }
        Optional<String> meant = References.meant(scalar.text());
        if (meant.isPresent()) {
            context.show(scalar);
            context.error(
                    scalar.place(),
                    scalar.text() + ", which is no reference",
                    words(),
                    "Did you mean %s? Write %s"
                            .formatted(
                                    meant.get(),
                                    context.rewritten(scalar, '"' + meant.get() + '"')));
            return new Secret("");
        }
        if (!References.isReference(scalar.text())) {
            context.error(
                    scalar.place(),
                    "a secret in the file itself",
                    words(),
                    "Put the secret into an environment variable or a file, name that here, and"
                            + " replace the secret, because it was readable.");
            return new Secret("");
        }
        context.show(scalar);
        return new Secret(context.secret(scalar).orElse(""));
    }
}
