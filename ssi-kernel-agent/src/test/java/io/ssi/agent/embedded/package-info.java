@NullMarked
package io.ssi.agent.embedded;

import org.jspecify.annotations.NullMarked;
