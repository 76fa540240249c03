@NullMarked
package io.ssi.agent.machine;

import org.jspecify.annotations.NullMarked;
