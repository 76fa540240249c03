@NullMarked
package io.ssi.tools.command;

import org.jspecify.annotations.NullMarked;
