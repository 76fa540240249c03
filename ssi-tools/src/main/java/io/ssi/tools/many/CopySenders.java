package io.ssi.tools.many;

import io.ssi.pid.foreground.RunMessage;
import java.util.ArrayList;
import java.util.List;

/** All copies that run, as those whom the command tells something. Thread-safe; never blocks. */
final class CopySenders {
  // Both guarded by this.
  private final List<CopySender> senders = new ArrayList<>();
  private final List<RunMessage> lasting = new ArrayList<>();

  /** A copy runs; it is told what holds for all. */
  synchronized void add(CopySender sender) {
    senders.add(sender);
    lasting.forEach(sender::tell);
  }

  /** A copy has ended. */
  synchronized void remove(CopySender sender) {
    senders.remove(sender);
  }

  /** Tells all that run. */
  synchronized void tell(RunMessage message) {
    senders.forEach(sender -> sender.tell(message));
  }

  /** Tells all that run and all that will. */
  synchronized void tellFromNowOn(RunMessage message) {
    lasting.add(message);
    tell(message);
  }
}
