/** Tests of nodes coming, going and dying. */
@NullMarked
package io.ssi.pid.hotplug;

import org.jspecify.annotations.NullMarked;
