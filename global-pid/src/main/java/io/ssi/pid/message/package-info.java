/**
 * What agents say to each other about processes, as records; {@code wire} turns them into bytes.
 *
 * <p>Reading order: {@link io.ssi.pid.message.ProcessRow}, then a request and its reply per verb.
 */
@NullMarked
package io.ssi.pid.message;

import org.jspecify.annotations.NullMarked;
