package io.ssi.tools.top;

import io.ssi.linux.Signal;
import io.ssi.pid.AppOrPid;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.Migrations.MoveRequest;
import io.ssi.tools.service.Migrations.Moved;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.Services;
import io.ssi.tools.service.VerbCall;
import io.ssi.tools.verb.ErrorTable;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.VerbContext;
import io.ssi.tools.verb.VerbError;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has done what keys ask for, each on a thread of its own, as the caller. What was begun goes on
 * when the screen is left; only the end of the agent ends it.
 */
final class ClusterOrders implements Orders {
  private static final ErrorTable ERRORS = new ErrorTable();

  private final Services services;
  private final VerbContext context;
  private final Consumer<String> told;

  /** What becomes of orders is told by whatever thread knows. */
  ClusterOrders(VerbContext context, Consumer<String> told) {
    this.services = context.services();
    this.context = context;
    this.told = told;
  }

  @Override
  public void signal(AppOrPid target, Signal signal) {
    begin(() -> {
      services.processes().signal(target, signal, call());
      return "sent " + signal + " to " + name(target);
    });
  }

  @Override
  public void move(AppOrPid target, NodeStatus node) {
    told.accept("moving " + name(target) + " to " + node.name() + " ...");
    begin(() -> {
      MoveRequest request = new MoveRequest(target, node.id(), false);
      return outcome(services.migrations().migrate(request, call()));
    });
  }

  private static String outcome(Moved moved) {
    return "application "
        + moved.application()
        + " moved from "
        + moved.from()
        + " to "
        + moved.to()
        + ", stood still for "
        + Quantity.age(moved.downtime())
        + " of "
        + Quantity.age(moved.total());
  }

  @Override
  public NodeStatus node(String name) {
    return NodeArguments.of(context).one(name);
  }

  @Override
  public void checkNodes(String set) {
    NodeArguments.of(context).select(set);
  }

  private void begin(Supplier<String> work) {
    services.watch().threads().newThread(() -> told.accept(result(work))).start();
  }

  private static String result(Supplier<String> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return ERRORS.find(e).map(VerbError::words).orElseGet(() -> "internal error: " + e);
    }
  }

  private VerbCall call() {
    Cancellation own = new Cancellation();
    // Registered for as long as the screen is there, which is no reason to end what was ordered.
    var _ =
        context
            .cancellation()
            .onCancel(() ->
                context
                    .cancellation()
                    .reason()
                    .filter(Reason.AGENT_STOPS::equals)
                    .ifPresent(own::cancel));
    return new VerbCall(context.process().caller(), own, told::accept);
  }

  private static String name(AppOrPid target) {
    return switch (target) {
      case AppOrPid.ById(var id) -> "application " + id;
      case AppOrPid.ByPid(var pid) -> "process " + pid;
    };
  }
}
