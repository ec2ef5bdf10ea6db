package dev.vestibule.provisioning.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;

import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.api.Command;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.vocabulary.PasswordStanding;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records that may cross the wire, each under its simple name. All of them are found from the
 * sealed {@link Command}: the commands, their pages and values, and the failures. Nothing else is
 * ever encoded or decoded.
 */
final class Messages extends TypeIdResolverBase {
    private final Map<String, Class<?>> types = new LinkedHashMap<>();

    Messages() {
        add(Command.class);
        add(Reply.class);
        add(Failure.class);
        add(AccountEvent.class);
        add(PasswordStanding.class);
    }

    Collection<Class<?>> types() {
        return Collections.unmodifiableCollection(types.values());
    }

    private void add(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                add(permitted);
            }
        } else {
            Class<?> named = types.put(type.getSimpleName(), type);
            if (named != null && named != type) {
                throw new IllegalStateException("two messages are named " + type.getSimpleName());
            }
        }
        for (Type implemented : type.getGenericInterfaces()) {
            answer(implemented);
        }
    }

    /** The {@code R} of a {@code Command<R>}, and the {@code P} of a {@code Paged<P>}. */
    private void answer(Type implemented) {
        if (implemented instanceof ParameterizedType command
                && Command.class.isAssignableFrom((Class<?>) command.getRawType())
                && command.getActualTypeArguments()[0] instanceof Class<?> answer) {
            add(answer);
        }
    }

    @Override
    public String idFromValue(Object value) {
        return idFromValueAndType(value, value.getClass());
    }

    @Override
    public String idFromValueAndType(@Nullable Object value, Class<?> type) {
        if (types.get(type.getSimpleName()) != type) {
            throw new IllegalArgumentException("not a message: " + type.getName());
        }
        return type.getSimpleName();
    }

    /** Null refuses the message. */
    @Override
    public @Nullable JavaType typeFromId(DatabindContext context, String id) {
        Class<?> type = types.get(id);
        return type == null ? null : context.constructType(type);
    }

    @Override
    public Id getMechanism() {
        return Id.CUSTOM;
    }
}
