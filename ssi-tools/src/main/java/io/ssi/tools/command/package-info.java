/**
 * One class per verb: its options, what it asks of the cluster, how it writes the answer. A verb's
 * manual page is {@code docs/man/ssi-VERB.1}.
 */
@NullMarked
package io.ssi.tools.command;

import org.jspecify.annotations.NullMarked;
