/**
 * The configuration folder while the gateway runs: delivery, reload, the last good version.
 *
 * <p>vertx-config delivers the texts of the files and notices changes: {@code YamlFolderStore} is
 * the store that {@link dev.vestibule.gateway.config.YamlFolderStoreFactory} gives it. Begin
 * reading at {@link dev.vestibule.gateway.config.ConfigurationFolder}, which the composition root
 * opens: it has the retriever, and parses and checks the texts away from the event loop, {@code
 * OneAtATime}. {@link dev.vestibule.gateway.config.Reloads} takes each version of the folder; one
 * without errors becomes the {@link dev.vestibule.gateway.config.LiveConfiguration} that everything
 * else reads. {@link dev.vestibule.gateway.config.ConfigurationStatus} tells operators of it.
 */
@NullMarked
package dev.vestibule.gateway.config;

import org.jspecify.annotations.NullMarked;
