@NullMarked
package io.ssi.agent.command;

import org.jspecify.annotations.NullMarked;
