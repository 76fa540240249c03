package io.ssi.migration.accord;

import io.ssi.migration.checkpoint.UndecidedVersions;
import io.ssi.migration.checkpoint.WholeVersions;

/**
 * Where it is decided whether a version of several containers exists, and remembered that it is not
 * known yet.
 *
 * @param whole versions of the cluster
 * @param undecided of this node
 */
public record JointVersions(WholeVersions whole, UndecidedVersions undecided) {}
