/**
 * This module's part in nodes coming, going and dying, and what it must know of the nodes.
 *
 * <p>Reading order: {@link io.ssi.pid.hotplug.ApplicationHotplug}, {@link
 * io.ssi.pid.hotplug.ViewHotplug}, {@link io.ssi.pid.hotplug.DirectoryNodes}.
 */
@NullMarked
package io.ssi.pid.hotplug;

import org.jspecify.annotations.NullMarked;
