/** Tests of the programs that the demo runs. */
@NullMarked
package io.ssi.agent.demo.program;

import org.jspecify.annotations.NullMarked;
