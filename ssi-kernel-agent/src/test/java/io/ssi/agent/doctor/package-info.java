@NullMarked
package io.ssi.agent.doctor;

import org.jspecify.annotations.NullMarked;
