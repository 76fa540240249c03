@NullMarked
package io.ssi.agent.config;

import org.jspecify.annotations.NullMarked;
