package dev.vestibule.gateway.idp;

import java.util.Map;

/** The parameters of an identity provider's answer; none appears twice. */
public record AuthenticationAnswer(Map<String, String> parameters) {
    public AuthenticationAnswer {
        parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
        return "AuthenticationAnswer" + parameters.keySet();
    }
}
