package io.ssi.pid;

import io.ssi.membership.NodeId;

/**
 * How far a migration has come, for everybody to read. The words are those of process-migration;
 * this module only keeps them.
 *
 * @param target the node it goes to
 * @param phase the name of the migration's phase, such as {@code COMMITTED}
 */
public record MigrationNote(NodeId target, String phase) {}
