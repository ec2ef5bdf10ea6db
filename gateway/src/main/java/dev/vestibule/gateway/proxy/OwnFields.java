package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.app.AppIdentity.Basic;
import dev.vestibule.flow.evaluate.HeaderText;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.gateway.access.HeaderPlan;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.identity.HeaderValue;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Session;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header fields that an app's configuration describes, about one session. They depend on the
 * session alone, so they are kept until the session or the configuration has changed. One is for an
 * event loop.
 *
 * <p>A field whose expression fails, or whose value no header can carry, is not sent at all.
 */
public final class OwnFields {
    private static final Logger LOG = LoggerFactory.getLogger(OwnFields.class);

    /** How many characters are kept at most. */
    private static final long CAPACITY = 4L << 20;

    private static final int MOST = 2048;

    private final RequestFactsReader facts;
    private final Map<Place, Kept> kept = new LinkedHashMap<>();
    private long size;

    /** Nothing is kept yet. */
    public OwnFields(RequestFactsReader facts) {
        this.facts = facts;
    }

    /** One header field. */
    record Field(AsciiString name, String value) {
        int size() {
            return name.length() + value.length();
        }
    }

    /**
     * What an app is told about a session.
     *
     * @param values for the presets
     * @param fields with names of the configuration
     */
    record Told(IdentityValues values, List<Field> fields) {
        int size() {
            return fields.stream().mapToInt(Field::size).sum() + values.groups().length();
        }
    }

    private record Place(String session, String app) {}

    private record Kept(HeaderPlan plan, Session session, Told told) {
        boolean isFor(HeaderPlan other, Session now) {
            return plan == other
                    && session.identity().equals(now.identity())
                    && session.values().equals(now.values())
                    && session.levels().equals(now.levels())
                    && session.steps().equals(now.steps());
        }

        /** With what it is kept under. */
        int size() {
            return told.size() + 256;
        }
    }

    /** What the app is told about the session. */
    Told of(Route route, Session session) {
        Place place = new Place(session.key(), route.app().id());
        Kept last = kept.get(place);
        if (last != null && last.isFor(route.headers(), session)) {
            return last.told();
        }
        Kept next = new Kept(route.headers(), session, told(route, session));
        keep(place, last, next);
        return next.told();
    }

    private void keep(Place place, @Nullable Kept last, Kept next) {
        if (last != null) {
            size -= last.size();
        }
        kept.remove(place);
        var eldest = kept.values().iterator();
        while ((size + next.size() > CAPACITY || kept.size() >= MOST) && eldest.hasNext()) {
            size -= eldest.next().size();
            eldest.remove();
        }
        kept.put(place, next);
        size += next.size();
    }

    private Told told(Route route, Session session) {
        HeaderPlan plan = route.headers();
        EvaluationContext seen = facts.ofSession(route.app(), session);
        List<Field> fields = new ArrayList<>();
        for (HeaderPlan.Own own : plan.own()) {
            HeaderText text = text(own.name(), own.value(), route, seen);
            add(own.name(), text.several() ? plan.groups().of(text.texts()) : single(text), fields);
        }
        Basic basic = plan.identity().basic();
        if (basic != null) {
            addBasic(basic, route, seen, fields);
        }
        return new Told(session.values().grouped(plan.groups(), session.identity()), fields);
    }

    private static String single(HeaderText text) {
        return text.texts().size() == 1 ? text.texts().getFirst() : "";
    }

    private static void add(AsciiString name, @Nullable String text, List<Field> fields) {
        String value = HeaderValue.of(text);
        if (value != null) {
            fields.add(new Field(name, value));
        }
    }

    private static HeaderText text(
            AsciiString name, Expression value, Route route, EvaluationContext seen) {
        try {
            return HeaderText.of(value, seen);
        } catch (ExpressionException failed) {
            LOG.warn(
                    "identity header not sent app={} header={} detail=\"{}\"",
                    route.app().id(),
                    name,
                    failed.getMessage());
            return HeaderText.NONE;
        }
    }

    /** RFC 7617, section 2: a colon ends the username, so none may be in it. */
    private static void addBasic(
            Basic basic, Route route, EvaluationContext seen, List<Field> fields) {
        AsciiString name = HttpHeaderNames.AUTHORIZATION;
        String user = single(text(name, basic.username(), route, seen));
        if (HeaderValue.of(user) == null || user.indexOf(':') >= 0) {
            return;
        }
        byte[] pair = (user + ":" + basic.password().reveal()).getBytes(StandardCharsets.UTF_8);
        fields.add(new Field(name, "Basic " + Base64.getEncoder().encodeToString(pair)));
    }
}
