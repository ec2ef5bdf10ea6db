package dev.vestibule.flow.mail;

import java.time.Duration;

/**
 * How many mails a factor sends.
 *
 * @param again how often a user may ask for another one during one login
 * @param pause how long after a mail the user may ask for the next one
 * @param hourly to one account, and to one mail address, within an hour
 * @param perClient for one client address within an hour, over all accounts
 */
public record MailLimits(int again, Duration pause, int hourly, int perClient) {}
