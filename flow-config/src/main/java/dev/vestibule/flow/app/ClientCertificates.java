package dev.vestibule.flow.app;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;

import java.nio.file.Path;
import java.util.Map;

/**
 * The certificates by which programs sign in. The file is read at every verification.
 *
 * @param ca PEM file with the authorities that certificates may come from
 * @param username gives the name of the account from the claims of the certificate
 */
@KeyTable(
        """
        The client certificates by which programs sign in, as a proxy of `gateway.trusted-proxies`
        sends them, see [access-tokens.md](access-tokens.md).
        | ca | **required** | a PEM file with the authorities that certificates may come from, roots
          and the ones between, relative to the folder of the configuration.
        | username | **required** | the username of the account that the program acts for; `claims`
          are those of the certificate.
        """)
public record ClientCertificates(Path ca, Expression username) {
    static final Section<ClientCertificates> SECTION =
            Section.of(
                    ClientCertificates.class,
                    Map.of("username", new ExpressionType(ResultKind.TEXT, _ -> Scope.ofClaims())));
}
