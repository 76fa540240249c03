package io.ssi.pid.route;

import io.ssi.membership.channel.ClusterChannel;
import io.ssi.pid.Application;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.message.StartReply;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.wire.RouteWire;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Starts what other agents ask for, each request once however often it arrives. The results of the
 * last {@value #REMEMBERED} requests are remembered.
 */
public final class LocalStarts {
  private static final int REMEMBERED = 1000;

  private final Function<StartRequest, Application> host;

  /** Guarded by this. */
  private final Map<String, CompletableFuture<StartReply>> results = new LinkedHashMap<>();

  /**
   * For this node.
   *
   * @param host starts an application here, as {@code ContainerHost.start} does
   */
  public LocalStarts(Function<StartRequest, Application> host) {
    this.host = host;
  }

  /**
   * Answers requests. Called once, before the agent joins.
   *
   * @param channel where requests come in
   */
  public void serve(ClusterChannel channel) {
    channel.handle(
        ProcessStarter.START,
        (from, body) -> RouteWire.encode(start(RouteWire.startRequest(body))));
  }

  /**
   * Starts an application, or gives the result of the earlier request with the same token; waits
   * for it if it is under way.
   *
   * @param request what to start
   * @return what became of it
   */
  public StartReply start(StartRequest request) {
    CompletableFuture<StartReply> mine = new CompletableFuture<>();
    Optional<CompletableFuture<StartReply>> earlier = claim(request.token(), mine);
    if (earlier.isPresent()) {
      return result(earlier.get());
    }
    try {
      StartReply reply = startNow(request);
      mine.complete(reply);
      return reply;
    } catch (RuntimeException e) {
      // Nothing was started, so the same token may try again.
      synchronized (this) {
        results.remove(request.token(), mine);
      }
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private StartReply startNow(StartRequest request) {
    try {
      return new StartReply.Started(host.apply(request));
    } catch (StartFailedException e) {
      return new StartReply.Refused(e.exitStatus(), String.valueOf(e.getMessage()));
    }
  }

  /** The earlier request's result; empty if this is the first one. */
  private synchronized Optional<CompletableFuture<StartReply>> claim(
      String token, CompletableFuture<StartReply> mine) {
    Optional<CompletableFuture<StartReply>> earlier = Optional.ofNullable(results.get(token));
    if (earlier.isPresent()) {
      return earlier;
    }
    if (results.size() >= REMEMBERED) {
      results.remove(results.keySet().iterator().next());
    }
    results.put(token, mine);
    return Optional.empty();
  }

  private static StartReply result(CompletableFuture<StartReply> earlier) {
    try {
      return earlier.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
