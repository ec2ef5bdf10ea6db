package dev.vestibule.provisioning.bus;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo.As;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.vestibule.provisioning.api.Reply;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Messages as JSON: a record by its components, and where its declared type is sealed or open, with
 * its name in {@code @type}. A field that the receiver does not know is ignored, so that the two
 * processes may be of neighbouring versions; a missing field is refused unless it is {@link
 * Nullable}.
 */
final class MessageJson {
    private final Messages messages;
    private final JsonMapper mapper;

    MessageJson(Messages messages) {
        this.messages = messages;
        JsonMapper.Builder json =
                JsonMapper.builder()
                        .annotationIntrospector(new Records(messages))
                        .addModule(new JavaTimeModule())
                        .visibility(PropertyAccessor.ALL, Visibility.NONE)
                        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                        .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                        .serializationInclusion(Include.NON_NULL)
                        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                        // UTF-8 has no form for half a surrogate pair; as an escape it survives.
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                .forEach(shape ->
                        json.withCoercionConfig(
                                LogicalType.Textual,
                                text -> text.setCoercion(shape, CoercionAction.Fail)));
        mapper = json.build();
    }

    /** Throws {@link WireFormatException} for what is not a message. */
    byte[] encode(Object message) {
        try {
            return mapper.writerFor(Object.class).writeValueAsBytes(listed(message));
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Throws {@link WireFormatException} for what is not a message. */
    Object decode(byte[] json) {
        try {
            return listed(mapper.readValue(json, Object.class));
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Jackson takes texts, numbers and null for an object of any type. */
    private Object listed(@Nullable Object message) {
        Object value = message instanceof Reply.Value<?>(var inner) ? inner : message;
        if (message == null || value == null || !messages.types().contains(value.getClass())) {
            throw new WireFormatException("not a message");
        }
        return message;
    }

    /** With the place and not with the cause, whose text can have a claim in it. */
    private static WireFormatException refused(IOException e) {
        String place =
                e instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(JsonMappingException.Reference::getFieldName)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining("."))
                        : "";
        return new WireFormatException(
                "not a message: %s at \"%s\"".formatted(e.getClass().getSimpleName(), place));
    }

    /** What annotations would say, read from the records themselves. */
    private static final class Records extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;
        private final transient Messages messages;

        Records(Messages messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable TypeResolverBuilder<?> findTypeResolver(
                MapperConfig<?> config, AnnotatedClass type, JavaType declared) {
            return declared.isJavaLangObject() || declared.getRawClass().isSealed()
                    ? new StdTypeResolverBuilder()
                            .init(Id.CUSTOM, messages)
                            .inclusion(As.PROPERTY)
                            .typeProperty("@type")
                    : null;
        }

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            return member instanceof AnnotatedParameter parameter ? !nullable(parameter) : null;
        }

        @Override
        public JsonSetter.Value findSetterInfo(Annotated member) {
            return member instanceof AnnotatedParameter parameter && !nullable(parameter)
                    ? JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL)
                    : JsonSetter.Value.empty();
        }

        private static boolean nullable(AnnotatedParameter parameter) {
            RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
            return components == null
                    || components[parameter.getIndex()]
                            .getAnnotatedType()
                            .isAnnotationPresent(Nullable.class);
        }
    }
}
