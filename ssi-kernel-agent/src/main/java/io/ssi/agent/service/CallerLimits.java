package io.ssi.agent.service;

import io.ssi.linux.container.ResourceLimit;
import io.ssi.linux.container.ResourceLimit.Resource;
import java.util.List;

/** The resource limits that a client tells, by the numbers of the kernel, under their names. */
final class CallerLimits {
  /** In the order of asm-generic/resource.h, which all but a few architectures have. */
  private static final List<Resource> NUMBERED =
      List.of(
          Resource.CPU,
          Resource.FSIZE,
          Resource.DATA,
          Resource.STACK,
          Resource.CORE,
          Resource.RSS,
          Resource.NPROC,
          Resource.NOFILE,
          Resource.MEMLOCK,
          Resource.AS,
          Resource.LOCKS,
          Resource.SIGPENDING,
          Resource.MSGQUEUE,
          Resource.NICE,
          Resource.RTPRIO,
          Resource.RTTIME);

  private CallerLimits() {}

  /** Leaves out what has no name here; whatever is said about a limit, it becomes a legal one. */
  static List<ResourceLimit> named(List<io.ssi.tools.service.ResourceLimit> told) {
    return told.stream()
        .filter(limit -> limit.resource() >= 0 && limit.resource() < NUMBERED.size())
        .map(CallerLimits::named)
        .toList();
  }

  private static ResourceLimit named(io.ssi.tools.service.ResourceLimit told) {
    // As unsigned numbers, of which infinity is the highest, and what is above a long as good as.
    long hard = Math.max(told.hard(), ResourceLimit.UNLIMITED);
    long soft = Math.max(told.soft(), ResourceLimit.UNLIMITED);
    boolean isAbove = Long.compareUnsigned(soft, hard) > 0;
    return new ResourceLimit(NUMBERED.get(told.resource()), isAbove ? hard : soft, hard);
  }
}
