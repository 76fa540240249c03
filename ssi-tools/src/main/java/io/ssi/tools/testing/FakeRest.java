package io.ssi.tools.testing;

import io.ssi.tools.service.ClusterRest;
import io.ssi.tools.service.VerbCall;
import java.util.List;

/** Says what it was told to say. */
public final class FakeRest implements ClusterRest {
  /** What becomes of all. */
  public Outcome outcome = new Outcome(List.of(), List.of(), true);

  /** Whether the last order was with force. */
  public boolean forced;

  @Override
  public Outcome suspend(boolean force, VerbCall call) {
    forced = force;
    return outcome;
  }

  @Override
  public Outcome resume(VerbCall call) {
    return outcome;
  }
}
