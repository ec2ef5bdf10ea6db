package dev.vestibule.gateway.login;

/**
 * What remains of a login after it has ended or expired: enough to start it again in the same
 * browser.
 *
 * @param browser hash of the browser's binding cookie
 */
record LoginTrace(String browser, LoginDestination destination) {}
