package dev.vestibule.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.RegisteredKinds;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.gateway.store.JsonCodec;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A login is data: whatever it waits for can be written and read back by another node. */
@ExtendWith(VertxExtension.class)
final class LoginCodecTest {
    private static final Instant TIME = Instant.parse("2026-11-28T08:15:30.123456789Z");

    private static final List<Class<? extends Purpose>> PURPOSES =
            List.of(
                    Purpose.SignIn.class,
                    Purpose.LinkIdentity.class,
                    Purpose.Reauthenticate.class,
                    Purpose.EnrolFactor.class);

    private final List<Class<? extends LoginState>> states = new ArrayList<>();

    @Test
    void everyStateOfEveryKindComesBackAsItWas(Vertx vertx) {
        states.addAll(RegisteredKinds.all(vertx).states());
        JsonCodec codec = LoginTransactions.codec(states);

        assertThat(states).isNotEmpty();
        for (Class<? extends LoginState> state : states) {
            for (Class<?> purpose : PURPOSES) {
                PendingLogin login = login((LoginState) sample(state), (Purpose) sample(purpose));
                String text = codec.write(login);

                assertThat(codec.read(text, PendingLogin.class)).isEqualTo(login);
                assertThat(codec.write(codec.read(text, PendingLogin.class))).isEqualTo(text);
            }
        }
    }

    @Test
    void noTwoStatesHaveOneName(Vertx vertx) {
        assertThat(RegisteredKinds.all(vertx).states())
                .extracting(Class::getSimpleName)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatANewerNodeHasWrittenIsReadAsFarAsItIsKnown(Vertx vertx) {
        JsonCodec codec = LoginTransactions.codec(RegisteredKinds.all(vertx).states());
        Purpose purpose = new Purpose.SignIn("wiki", "/wiki", null);
        String text = codec.write(purpose);

        assertThat(codec.read(text.replace("{", "{\"later\":[1],"), Purpose.class))
                .isEqualTo(purpose);
    }

    private PendingLogin login(LoginState state, Purpose purpose) {
        LoginProgress progress = (LoginProgress) sample(LoginProgress.class);
        return new PendingLogin(
                new LoginTransaction("browser", "version", purpose, TIME, progress),
                "first",
                Channel.FORM,
                state);
    }

    /** A value of the type, with something in every component. */
    private Object sample(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        return switch ((Class<?>) type) {
            case Class<?> c when c == String.class -> "téxt \"€\"";
            case Class<?> c when c == Instant.class -> TIME;
            case Class<?> c when c == boolean.class -> true;
            case Class<?> c when c == int.class || c == Integer.class -> 3;
            case Class<?> c when c == Object.class ->
                    List.of(
                            "1",
                            7L,
                            1.5,
                            true,
                            Double.POSITIVE_INFINITY,
                            BigInteger.TEN.pow(30),
                            Map.of("inner", List.of(2L)));
            case Class<?> c when c == Integer.class -> 3;
            case Class<?> c when c.isEnum() -> c.getEnumConstants()[0];
            case Class<?> c when c == LoginState.class -> sample(plain());
            case Class<?> c when c.isRecord() -> filled(c);
            case Class<?> c -> throw new AssertionError("not data: " + c);
        };
    }

    private Object container(ParameterizedType generic) {
        Type[] inner = generic.getActualTypeArguments();
        return switch ((Class<?>) generic.getRawType()) {
            case Class<?> c when c == List.class -> List.of(sample(inner[0]));
            case Class<?> c when c == Set.class -> Set.of(sample(inner[0]));
            case Class<?> c when c == Map.class -> Map.of("key", sample(inner[1]));
            case Class<?> c -> throw new AssertionError("not data: " + c);
        };
    }

    /** A state that holds no other. */
    private Class<?> plain() {
        return states.stream()
                .filter(state ->
                        Arrays.stream(state.getRecordComponents())
                                .noneMatch(part -> part.getType() == LoginState.class))
                .findFirst()
                .orElseThrow();
    }

    private Object filled(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(parts)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(parts).map(part -> sample(part.getGenericType())).toArray());
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(failure);
        }
    }
}
