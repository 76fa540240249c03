@NullMarked
package io.ssi.agent.service;

import org.jspecify.annotations.NullMarked;
