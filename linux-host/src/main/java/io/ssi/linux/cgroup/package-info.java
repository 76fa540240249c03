/**
 * Control groups, see {@code cgroups(7)}: both the unified hierarchy (version 2) and the older one
 * hierarchy per controller (version 1), also side by side as on a hybrid machine.
 *
 * <p>Reading order: {@link io.ssi.linux.cgroup.ControlGroups} finds what this machine mounts,
 * {@link io.ssi.linux.cgroup.ControlGroup} is one group in all hierarchies at once, and its
 * accounts ({@link io.ssi.linux.cgroup.MemoryAccount}, {@link io.ssi.linux.cgroup.CpuAccount},
 * {@link io.ssi.linux.cgroup.PidsAccount}, {@link io.ssi.linux.cgroup.Freezer}) hide which version
 * answers. A controller that a group does not have is an empty account.
 *
 * <p>All types are immutable views on the kernel's files and may be used by any thread; nothing
 * blocks longer than the kernel takes, except that a new limit may make it reclaim memory first.
 */
@NullMarked
package io.ssi.linux.cgroup;

import org.jspecify.annotations.NullMarked;
