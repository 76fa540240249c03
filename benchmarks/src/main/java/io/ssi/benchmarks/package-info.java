/** Measurements, each side by side with what people use today. */
@NullMarked
package io.ssi.benchmarks;

import org.jspecify.annotations.NullMarked;
