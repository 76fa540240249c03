package io.ssi.linux.criu;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.linux.criu.wire.CriuRpcProto.Answer;
import io.ssi.linux.criu.wire.CriuRpcProto.Call;
import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import io.ssi.linux.criu.wire.CriuRpcProto.Notification;
import io.ssi.linux.syscall.Descriptor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A worker that says what it was told to, and then ends. */
final class ScriptedWorker implements CriuWorker {
  private final Deque<Reception> script = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();
  private boolean killed;
  private boolean connected = true;
  private boolean closed;

  static Answer.Builder answer(CallType type, boolean success) {
    return Answer.newBuilder().setType(type).setSuccess(success);
  }

  static Answer.Builder notification(String name, int pid) {
    return answer(CallType.CALL_NOTIFY, true)
        .setNotification(Notification.newBuilder().setScript(name).setPid(pid));
  }

  ScriptedWorker says(Answer.Builder answer, Descriptor... descriptors) {
    script.add(new Reception.Message(answer.build().toByteArray(), List.of(descriptors)));
    return this;
  }

  ScriptedWorker says(byte... bytes) {
    script.add(new Reception.Message(bytes, List.of()));
    return this;
  }

  ScriptedWorker hangs() {
    script.add(new Reception.TimedOut());
    return this;
  }

  CriuWorkers asWorkers() {
    return passed -> this;
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  boolean wasKilled() {
    return killed;
  }

  boolean isClosed() {
    return closed && !connected;
  }

  @Override
  public void send(byte[] message) {
    try {
      calls.add(Call.parseFrom(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Reception receive(Duration limit) {
    return script.isEmpty() ? new Reception.EndOfStream() : script.removeFirst();
  }

  @Override
  public void kill() {
    killed = true;
  }

  @Override
  public boolean hasEnded() {
    return killed || script.isEmpty();
  }

  @Override
  public boolean awaitEnd(Duration limit) {
    return true;
  }

  @Override
  public void disconnect() {
    connected = false;
  }

  @Override
  public void close() {
    closed = true;
  }
}
