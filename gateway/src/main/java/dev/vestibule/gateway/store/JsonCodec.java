package dev.vestibule.gateway.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;

/** Writes the values of stores as JSON, so that another process can read them. */
public final class JsonCodec {
    private final JsonMapper mapper;

    /**
     * @param subtypes the classes of values whose type is an interface
     */
    public JsonCodec(Collection<? extends Class<?>> subtypes) {
        mapper =
                JsonMapper.builder()
                        .addModule(times())
                        .visibility(PropertyAccessor.ALL, Visibility.NONE)
                        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                        .serializationInclusion(JsonInclude.Include.NON_NULL)
                        .addModule(claims())
                        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                        .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                        // A node of a newer version may have written the value.
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
        subtypes.forEach(mapper::registerSubtypes);
    }

    /** The value as text. */
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("not data: " + value.getClass(), impossible);
        }
    }

    /** The value of this text. */
    public <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("not written by us: " + type, foreign);
        }
    }

    /** A claim is read as it was verified: whole numbers are longs, where they fit into one. */
    private static SimpleModule claims() {
        return new SimpleModule()
                .addDeserializer(
                        Object.class,
                        new UntypedObjectDeserializer(null, null) {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public Object deserialize(
                                    JsonParser json, DeserializationContext context)
                                    throws IOException {
                                return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                                                && json.getNumberType() == NumberType.INT
                                        ? json.getLongValue()
                                        : super.deserialize(json, context);
                            }
                        });
    }

    /** Short, and to the nanosecond, as the clocks that are compared with it. */
    private static SimpleModule times() {
        return new SimpleModule()
                .addSerializer(
                        Instant.class,
                        new StdScalarSerializer<>(Instant.class) {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public void serialize(
                                    Instant time, JsonGenerator json, SerializerProvider context)
                                    throws IOException {
                                json.writeString(time.getEpochSecond() + "." + time.getNano());
                            }
                        })
                .addDeserializer(
                        Instant.class,
                        new StdScalarDeserializer<>(Instant.class) {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public Instant deserialize(
                                    JsonParser json, DeserializationContext context)
                                    throws IOException {
                                String text = json.getText();
                                int dot = text.indexOf('.');
                                return Instant.ofEpochSecond(
                                        Long.parseLong(text.substring(0, dot)),
                                        Long.parseLong(text.substring(dot + 1)));
                            }
                        });
    }
}
