/**
 * Stories on real virtual nodes with real CRIU, told through the client program as a person would.
 * What a person may do wrong, and what may go wrong by itself, gets one clear line and the right
 * exit status, and no program suffers from it.
 */
@NullMarked
package io.ssi.tests.scenario;

import org.jspecify.annotations.NullMarked;
