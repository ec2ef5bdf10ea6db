package dev.vestibule.demo.keycloak;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** An administrator of Keycloak, over its REST interface. */
final class KeycloakAdmin {
    static final String USERNAME = "admin";
    static final String PASSWORD = "only-for-tests";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private String token = "";

    KeycloakAdmin(URI base) {
        this.base = base;
    }

    /** Adds a person with a password and these groups, whose names exist. */
    void addUser(String username, String familyName, String... groups) {
        JsonObject user =
                new JsonObject()
                        .put("username", username)
                        .put("enabled", true)
                        .put("email", username + "@example.org")
                        .put("emailVerified", true)
                        .put("firstName", "Test")
                        .put("lastName", familyName)
                        .put("credentials", new JsonArray().add(password(username)));
        call("POST", "/users", user.encode());
        for (String group : groups) {
            join(username, group);
        }
    }

    /** Changes a person's family name. */
    void rename(String username, String familyName) {
        JsonObject user = user(username).put("lastName", familyName);
        call("PUT", "/users/" + user.getString("id"), user.encode());
    }

    void join(String username, String group) {
        call("PUT", "/users/" + id(username) + "/groups/" + groupId(group), "");
    }

    void leave(String username, String group) {
        call("DELETE", "/users/" + id(username) + "/groups/" + groupId(group), "");
    }

    /** Ends every session at Keycloak, so that the next login asks again. */
    void endSessions(String username) {
        call("POST", "/users/" + id(username) + "/logout", "");
    }

    /** A new key signs from now on; the old ones are switched off and no longer published. */
    void rotateKeys() {
        List<JsonObject> old = rsaProviders();
        call("POST", "/components", rsaProvider().encode());
        for (JsonObject provider : old) {
            call("DELETE", "/components/" + provider.getString("id"), "");
        }
    }

    private List<JsonObject> rsaProviders() {
        return new JsonArray(call("GET", "/components?type=org.keycloak.keys.KeyProvider", ""))
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(found -> "rsa-generated".equals(found.getString("providerId")))
                        .toList();
    }

    private JsonObject rsaProvider() {
        String realmId = new JsonObject(call("GET", "", "")).getString("id");
        return new JsonObject()
                .put("name", "rotated")
                .put("providerId", "rsa-generated")
                .put("providerType", "org.keycloak.keys.KeyProvider")
                .put("parentId", realmId)
                .put(
                        "config",
                        new JsonObject()
                                .put("priority", new JsonArray().add("500"))
                                .put("algorithm", new JsonArray().add("RS256")));
    }

    private static JsonObject password(String value) {
        return new JsonObject().put("type", "password").put("value", value);
    }

    private JsonObject user(String username) {
        return new JsonArray(call("GET", "/users?exact=true&username=" + username, ""))
                .getJsonObject(0);
    }

    /** Keycloak's identifier for a person, its subject. */
    String id(String username) {
        return user(username).getString("id");
    }

    private String groupId(String name) {
        return new JsonArray(call("GET", "/groups?exact=true&search=" + name, ""))
                .getJsonObject(0)
                .getString("id");
    }

    private String call(String method, String path, String body) {
        HttpResponse<String> answer = send(request(method, path, body));
        if (answer.statusCode() == 401) {
            token = newToken();
            answer = send(request(method, path, body));
        }
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(
                    method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(base.resolve("/admin/realms/vestibule" + path))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    /** Good for a minute. */
    private String newToken() {
        String form =
                "grant_type=password&client_id=admin-cli&username=%s&password=%s"
                        .formatted(USERNAME, PASSWORD);
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/realms/master/protocol/openid-connect/token"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        return new JsonObject(send(request).body()).getString("access_token");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
