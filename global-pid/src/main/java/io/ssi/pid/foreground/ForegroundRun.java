package io.ssi.pid.foreground;

import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program in the foreground, seen from the node of its caller. Any thread sends, one receives;
 * both block. When the program moves, the run follows it, and loses nothing. Closing it in the
 * middle leaves the program running, its output going to its log.
 */
public final class ForegroundRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForegroundRun.class);

  private final Application application;
  private final String token;
  private final boolean terminal;
  private final Follower follower;
  private final Runnable onClose;
  private final CallerLedger ledger = new CallerLedger();
  // Held while something is sent: what is noted is sent in the same order.
  private final ReentrantLock sending = new ReentrantLock();
  private volatile RunLink link;
  private volatile NodeId node;
  private volatile boolean closed;
  // Of the thread that receives only.
  private boolean over;
  private @Nullable RunMessage next;

  ForegroundRun(
      Application application,
      String token,
      boolean terminal,
      RunLink link,
      Follower follower,
      Runnable onClose) {
    this.application = application;
    this.token = token;
    this.terminal = terminal;
    this.link = link;
    this.node = application.host();
    this.follower = follower;
    this.onClose = onClose;
  }

  /**
   * What was started.
   *
   * @return its record at the start
   */
  public Application application() {
    return application;
  }

  /**
   * Where it runs.
   *
   * @return the node that it was on when something was heard from it last
   */
  public NodeId node() {
    return node;
  }

  /**
   * Whether it has a terminal.
   *
   * @return false if it has pipes
   */
  public boolean terminal() {
    return terminal;
  }

  /**
   * Tells the program's node something; if that cannot be reached now, as soon as it can.
   *
   * @param message what the caller says
   */
  public void send(RunMessage message) {
    sending.lock();
    try {
      ledger.said(message);
      link.send(message);
    } catch (IOException e) {
      // Whoever receives notices too, and follows the program or gives up.
      LOG.debug("application {}: not told now", application.id(), e);
    } finally {
      sending.unlock();
    }
  }

  /**
   * Waits for the next thing that the program's node says.
   *
   * @return the message; none follows {@link RunMessage.Ended} and {@link RunMessage.Lost}
   * @throws IOException if it cannot be reached any more, or after {@link RunMessage.CallerGone}
   */
  public RunMessage receive() throws IOException {
    while (true) {
      RunMessage message = next;
      next = null;
      if (message == null) {
        message = hear();
      }
      if (message != null && ledger.heard(message)) {
        over |= message instanceof RunMessage.Ended || message instanceof RunMessage.Lost;
        return message;
      }
    }
  }

  /** Null when the run has been found again. */
  private @Nullable RunMessage hear() throws IOException {
    try {
      return link.receive();
    } catch (IOException e) {
      if (over || closed) {
        throw e;
      }
      follow(e);
      return null;
    }
  }

  private void follow(IOException lost) throws IOException {
    link.close();
    Follower.Found found =
        follower.find(
            application.id(),
            node,
            () -> ledger.request(application.id(), token),
            () -> closed,
            lost);
    sending.lock();
    try {
      link = found.link();
      node = found.node();
      if (closed) {
        link.close();
      }
      for (RunMessage message : ledger.again(found.reply())) {
        link.send(message);
      }
    } catch (IOException e) {
      // It has gone on already.
      LOG.debug("application {}: lost again", application.id(), e);
    } finally {
      sending.unlock();
    }
    Optional<RunMessage> missed = ledger.missedRoom(found.reply());
    next = missed.orElse(null);
    LOG.debug("application {}: followed to node {}", application.id(), node);
  }

  @Override
  public void close() {
    closed = true;
    link.close();
    onClose.run();
  }
}
