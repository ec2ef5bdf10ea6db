package dev.vestibule.gateway.step.notice;

import dev.vestibule.gateway.http.Page;

/**
 * A text of the configuration, and a button that goes on.
 *
 * @param text what the user reads
 */
public record NoticePage(String text, Form form) implements Page {

    @Override
    public String template() {
        return "notice/notice.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
