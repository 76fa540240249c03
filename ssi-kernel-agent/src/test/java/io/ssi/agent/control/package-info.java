@NullMarked
package io.ssi.agent.control;

import org.jspecify.annotations.NullMarked;
