/**
 * A sample application behind the gateway. It has no login: it shows the headers that arrive, and
 * the entry of the user in the directory.
 *
 * <p>Begin reading at {@link dev.vestibule.demo.app.DemoApp}, which {@link dev.vestibule.demo.Demo}
 * starts. {@link dev.vestibule.demo.app.SampleApp} runs it alone, for a gateway in another process.
 * {@code IdentityHeaders} reads what the gateway tells, {@code DirectoryReader} what the directory
 * tells; {@code AppPage} is what the page shows.
 */
@NullMarked
package dev.vestibule.demo.app;

import org.jspecify.annotations.NullMarked;
