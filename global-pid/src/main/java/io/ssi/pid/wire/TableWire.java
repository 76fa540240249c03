package io.ssi.pid.wire;

import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.message.ProcessRole;
import io.ssi.pid.message.ProcessRow;
import io.ssi.pid.message.ProcessScope;
import io.ssi.pid.message.TableReply;
import io.ssi.pid.message.TableRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Requests for processes and their replies as bytes. */
public final class TableWire {
  private TableWire() {}

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(TableRequest request) {
    return MessageProto.TableRequest.newBuilder()
        .setSchema(Parsing.SCHEMA)
        .setAll(request.scope() == ProcessScope.ALL)
        .addAllContainers(
            request.containers().stream().map(ContainerNumber::value).sorted().toList())
        .setInternals(request.internals())
        .setAfterPid(request.afterPid())
        .build()
        .toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static TableRequest request(byte[] bytes) {
    return Parsing.read(
        "a request for processes",
        bytes,
        MessageProto.TableRequest::parseFrom,
        MessageProto.TableRequest::getSchema,
        from ->
            new TableRequest(
                from.getAll() ? ProcessScope.ALL : ProcessScope.APPLICATIONS,
                from.getContainersList().stream()
                    .map(ContainerNumber::new)
                    .collect(Collectors.toSet()),
                from.getInternals(),
                from.getAfterPid()));
  }

  /**
   * Writes as many rows as fit.
   *
   * @param node the node that all rows are of
   * @param rows by pid, ascending
   * @param maxBytes what the answer may be long
   * @return an answer; it says so when it does not hold all rows
   */
  public static byte[] encode(NodeId node, List<ProcessRow> rows, int maxBytes) {
    MessageProto.TableResponse.Builder to =
        MessageProto.TableResponse.newBuilder().setSchema(Parsing.SCHEMA).setNode(node.value());
    Map<String, Integer> users = new HashMap<>();
    int bytes = 64;
    int last = 0;
    for (ProcessRow row : rows) {
      Integer user = users.get(row.user());
      if (user == null) {
        user = users.size();
        users.put(row.user(), user);
        to.addUsers(row.user());
        bytes += row.user().length() * 3 + 8;
      }
      MessageProto.ProcessRecord record = process(row, user);
      bytes += record.getSerializedSize() + 8;
      if (bytes > maxBytes && to.getProcessesCount() > 0) {
        to.setContinueAfter(last);
        break;
      }
      to.addProcesses(record);
      last = row.pid();
    }
    return to.build().toByteArray();
  }

  /**
   * Reads an answer.
   *
   * @param bytes what {@link #encode} wrote
   * @return the answer
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static TableReply reply(byte[] bytes) {
    return Parsing.read(
        "a list of processes",
        bytes,
        MessageProto.TableResponse::parseFrom,
        MessageProto.TableResponse::getSchema,
        from -> {
          NodeId node = new NodeId(from.getNode());
          return new TableReply(
              from.getProcessesList().stream()
                  .map(row -> row(node, row, from.getUsers(row.getUser())))
                  .toList(),
              from.hasContinueAfter()
                  ? OptionalInt.of(from.getContinueAfter())
                  : OptionalInt.empty());
        });
  }

  private static MessageProto.ProcessRecord process(ProcessRow row, int user) {
    MessageProto.ProcessRecord.Builder to =
        MessageProto.ProcessRecord.newBuilder()
            .setGpid(row.gpid().value())
            .setPid(row.pid())
            .setUid(row.uid())
            .setUser(user)
            .setState(row.state())
            .setCpuPercent(row.cpuPercent())
            .setMemPercent(row.memPercent())
            .setRssBytes(row.rssBytes())
            .setCpuNanos(row.cpuTime().toNanos())
            .setStart(Times.time(row.start()))
            .setCommand(row.command())
            .setRole(role(row.role()));
    row.parent().ifPresent(parent -> to.setParent(parent.value()));
    row.application().ifPresent(id -> to.setApplication(id.value()));
    return to.build();
  }

  private static ProcessRow row(NodeId node, MessageProto.ProcessRecord from, String user) {
    return new ProcessRow(
        new GlobalPid(from.getGpid()),
        node,
        from.getPid(),
        from.hasParent() ? Optional.of(new GlobalPid(from.getParent())) : Optional.empty(),
        from.hasApplication()
            ? Optional.of(new ApplicationId(from.getApplication()))
            : Optional.empty(),
        from.getUid(),
        user,
        from.getState(),
        from.getCpuPercent(),
        from.getMemPercent(),
        from.getRssBytes(),
        Duration.ofNanos(from.getCpuNanos()),
        Times.time(from.getStart()),
        from.getCommand(),
        role(from.getRole()));
  }

  private static MessageProto.Role role(ProcessRole role) {
    return MessageProto.Role.valueOf("ROLE_" + role.name());
  }

  private static ProcessRole role(MessageProto.Role role) {
    return switch (role) {
      case ROLE_ORDINARY -> ProcessRole.ORDINARY;
      case ROLE_KEEPER -> ProcessRole.KEEPER;
      case ROLE_REAPER -> ProcessRole.REAPER;
      case UNRECOGNIZED ->
          throw new IllegalArgumentException("the role is none that this version knows");
    };
  }
}
