package dev.vestibule.demo.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Renders the demo's pages; every value is escaped for its place. */
public final class DemoPages {
    /**
     * For every page: no script, nothing from elsewhere, never in a frame. Where a form may lead is
     * left open, because the identity provider's form ends at the application.
     */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    DemoPages.class.getClassLoader(),
                    "dev.vestibule.demo.pages");

    /** The page of this template, given its only parameter. */
    public String render(String template, Object model) {
        StringOutput page = new StringOutput();
        templates.render(template + ".jte", model, page);
        return page.toString();
    }

    /** The style sheet of all pages. */
    public String styleSheet() {
        try (InputStream stream = DemoPages.class.getResourceAsStream("style.css")) {
            if (stream == null) {
                throw new IllegalStateException("style.css is missing in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
