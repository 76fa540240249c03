/**
 * What applications wrote to their standard output and error. The log of an application is a file
 * at the same path on every node, private to each; one segment per stay on a node. Segments are
 * never copied while an application is frozen: the node that it moved to fetches the earlier ones
 * afterwards, so that they survive the node that it left.
 *
 * <pre>
 * /var/lib/ssi/applications/17/output      the segment that is being written, or was written last
 * /var/lib/ssi/applications/17/segment     its number
 * /var/lib/ssi/applications/17/output.0    a finished segment, written here or fetched
 * /var/lib/ssi/applications/17/output.empty   which finished segments have nothing in them
 * /var/lib/ssi/applications/17/record      the application's record, as this node saw it last
 * </pre>
 *
 * <p>Reading order: {@link io.ssi.pid.log.ApplicationFiles}, {@link io.ssi.pid.log.LogReader},
 * {@link io.ssi.pid.log.SegmentFetcher}.
 */
@NullMarked
package io.ssi.pid.log;

import org.jspecify.annotations.NullMarked;
