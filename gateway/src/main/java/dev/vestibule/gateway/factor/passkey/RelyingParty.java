package dev.vestibule.gateway.factor.passkey;

import static java.util.Objects.requireNonNull;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;

import dev.vestibule.gateway.factor.passkey.Passkey.Credential;

import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Verifies what browsers and passkeys answer (Web Authentication Level 3, sections 7.1 and 7.2):
 * for the host of the gateway's address, with a challenge that was made for this answer.
 * Attestations are neither asked for nor checked: every make of authenticator is accepted.
 */
final class RelyingParty {
    /** Signatures of new passkeys: ES256, EdDSA and RS256. */
    static final List<Long> ALGORITHMS = List.of(-7L, -8L, -257L);

    private final WebAuthnManager webAuthn;
    private final AttestedCredentialDataConverter credentials;
    private final String host;
    private final Origin origin;
    private final InstantSource clock;

    /**
     * @param gateway public origin of the gateway's own pages
     */
    RelyingParty(URI gateway, InstantSource clock) {
        ObjectConverter converter = new ObjectConverter();
        webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        credentials = new AttestedCredentialDataConverter(converter);
        host = requireNonNull(gateway.getHost());
        origin = Origin.create(gateway.toString());
        this.clock = clock;
    }

    /** An answer is not what it should be. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /**
         * @param reason a word for the log, nothing of the answer
         */
        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * A passkey was used.
     *
     * @param passkey what is to be stored of it now
     * @param verified whether it has checked its user
     */
    record Proven(Passkey passkey, boolean verified) {
        /** The methods by which the user was authenticated (RFC 8176). */
        List<String> amr() {
            String key = passkey.credential().backupEligible() ? "swk" : "hwk";
            return verified ? List.of(key, "user", "mfa") : List.of(key, "user");
        }
    }

    /** The relying party's id: passkeys are for this host. */
    String host() {
        return host;
    }

    /**
     * Reads the answer to a request for a passkey.
     *
     * @throws Refused when it is none
     */
    AuthenticationData read(String json) {
        return checked(() -> {
            AuthenticationData answer =
                    requireNonNull(webAuthn.parseAuthenticationResponseJSON(json));
            requireNonNull(answer.getCredentialId());
            return answer;
        });
    }

    /**
     * Verifies the answer with the passkey that it names.
     *
     * @param required whether the passkey must have checked its user
     * @throws Refused when it is not an answer of this passkey to this challenge
     */
    Proven verify(AuthenticationData answer, String challenge, Passkey known, boolean required) {
        checked(() ->
                webAuthn.verify(
                        answer,
                        new AuthenticationParameters(
                                server(challenge), record(known), null, required)));
        var data = requireNonNull(answer.getAuthenticatorData());
        return new Proven(
                known.usedAt(clock.instant(), data.isFlagBS(), data.getSignCount()),
                data.isFlagUV());
    }

    /**
     * Verifies the answer to a request for a new passkey.
     *
     * @param name chosen by the user
     * @throws Refused when it is none to this challenge
     */
    Proven create(String json, String challenge, String name, boolean required) {
        var answer =
                checked(() ->
                        webAuthn.verify(
                                webAuthn.parseRegistrationResponseJSON(json),
                                new RegistrationParameters(
                                        server(challenge), algorithms(), required, true)));
        var data = requireNonNull(answer.getAttestationObject()).getAuthenticatorData();
        Set<AuthenticatorTransport> transports = answer.getTransports();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Credential credential =
                new Credential(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        credentials.convert(
                                                requireNonNull(data.getAttestedCredentialData()))),
                        data.isFlagBE(),
                        known(transports == null ? Set.of() : transports));
        return new Proven(
                new Passkey(
                        Passkey.cleaned(name),
                        credential,
                        now,
                        null,
                        data.isFlagBS(),
                        data.getSignCount()),
                data.isFlagUV());
    }

    /** Those that the specification names (section 5.8.4); a browser may send anything. */
    private static List<String> known(Set<AuthenticatorTransport> transports) {
        return Stream.of(
                        AuthenticatorTransport.USB,
                        AuthenticatorTransport.NFC,
                        AuthenticatorTransport.BLE,
                        AuthenticatorTransport.SMART_CARD,
                        AuthenticatorTransport.HYBRID,
                        AuthenticatorTransport.INTERNAL)
                .filter(transports::contains)
                .map(AuthenticatorTransport::getValue)
                .toList();
    }

    private ServerProperty server(String challenge) {
        return ServerProperty.builder()
                .origin(origin)
                .rpId(host)
                .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(challenge)))
                .build();
    }

    private static List<PublicKeyCredentialParameters> algorithms() {
        return ALGORITHMS.stream()
                .map(number ->
                        new PublicKeyCredentialParameters(
                                PublicKeyCredentialType.PUBLIC_KEY,
                                COSEAlgorithmIdentifier.create(number)))
                .toList();
    }

    private CredentialRecord record(Passkey known) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                known.credential().backupEligible(),
                known.backedUp(),
                known.counter(),
                credentials.convert(known.credential().bytes()),
                null,
                null,
                null,
                null);
    }

    /** The library reads what a client sent: whatever it throws is the client's fault. */
    private static <T> T checked(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException refused) {
            throw new Refused(refused.getClass().getSimpleName().replace("Exception", ""));
        }
    }
}
