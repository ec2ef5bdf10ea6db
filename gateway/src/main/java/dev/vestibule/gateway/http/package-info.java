/**
 * What every endpoint needs: request targets, cookies, client addresses, pages and failures.
 *
 * <p>Begin reading at {@link dev.vestibule.gateway.http.TargetHandler}, the first handler of every
 * request: it makes the {@link dev.vestibule.gateway.http.RequestTarget} from host and path ({@code
 * Authority}, {@code RequestPath}) and asks {@link dev.vestibule.gateway.http.ClientAddress} who
 * sends it. A handler that refuses a request fails it with an {@link
 * dev.vestibule.gateway.http.HttpFailure}; {@link dev.vestibule.gateway.http.ErrorPage} is the only
 * place where a failure becomes a response. Every other package shows its pages with {@link
 * dev.vestibule.gateway.http.Pages}: a {@link dev.vestibule.gateway.http.Page} is a record beside
 * its feature. {@link dev.vestibule.gateway.http.Cookies}, {@link dev.vestibule.gateway.http.Csrf}
 * and {@link dev.vestibule.gateway.http.Tokens} bind forms and answers to one browser.
 */
@NullMarked
package dev.vestibule.gateway.http;

import org.jspecify.annotations.NullMarked;
