/** Tests of the image readers, on images that CRIU 4.2.1 has written. */
@NullMarked
package io.ssi.linux.criu.image;

import org.jspecify.annotations.NullMarked;
