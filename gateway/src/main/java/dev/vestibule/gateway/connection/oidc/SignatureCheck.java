package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;

import io.vertx.core.Future;

/** Checks signatures, with newer keys where the known ones do not do. */
record SignatureCheck(CachedDocument<SigningKeys> keys) {

    /** Fails when the signature does not hold: a key may be new under an old name. */
    Future<Void> of(IdToken token) {
        return keys.current()
                .compose(known ->
                        known.objection(token) == null
                                ? Future.succeededFuture()
                                : keys.newerThan(known).compose(latest -> checked(latest, token)));
    }

    private static Future<Void> checked(SigningKeys latest, IdToken token) {
        AuthenticationFailure objection = latest.objection(token);
        return objection == null ? Future.succeededFuture() : Future.failedFuture(objection);
    }
}
