package io.ssi.linux.criu;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuRpcProto.Call;
import io.ssi.linux.criu.wire.CriuRpcProto.CallOptions;
import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import io.ssi.linux.criu.wire.CriuRpcProto.CgroupMode;
import io.ssi.linux.criu.wire.CriuRpcProto.Features;
import io.ssi.linux.criu.wire.CriuRpcProto.NetworkLock;
import io.ssi.linux.criu.wire.CriuRpcProto.PageServerPlace;
import io.ssi.linux.syscall.Descriptor;
import java.nio.file.Path;
import java.util.List;

/** Our requests as CRIU's messages. Descriptor numbers are those inside the worker. */
final class Calls {
  /** The first descriptor of the worker after its standard streams and its socket. */
  static final int FIRST_PASSED = 4;

  private static final int NO_DESCRIPTOR = -1;
  private static final int LOG_WARNINGS = 2;

  private Calls() {}

  static Call version() {
    return Call.newBuilder().setType(CallType.CALL_VERSION).build();
  }

  static Call features() {
    Features all =
        Features.newBuilder()
            .setMemoryTracking(true)
            .setLazyPages(true)
            .setPidfdStore(true)
            .build();
    return Call.newBuilder().setType(CallType.CALL_FEATURE_CHECK).setFeatures(all).build();
  }

  static Call dump(DumpRequest request) {
    CallOptions.Builder options =
        options(request.images(), DumpRequest.LOG_FILE, request.tcp())
            .setPid(request.tree().value())
            .setLeaveRunning(request.leaveRunning())
            .setOrphanTerminalMaster(request.terminal())
            .setGhostLimit((int) request.ghostLimitBytes())
            .setNetworkLock(NetworkLock.NETWORK_LOCK_SKIP)
            .addAllExternal(request.external())
            .setNotifyScripts(true);
    request.freezer().ifPresent(group -> options.setFreezer(group.toString()));
    if (request.pageServer().isPresent()) {
      options.setPageServer(PageServerPlace.newBuilder().setFd(FIRST_PASSED));
    }
    return Call.newBuilder().setType(CallType.CALL_DUMP).setOptions(options).build();
  }

  /** The descriptors are those that the worker was given at its start. */
  static Call restore(RestoreRequest request, List<Descriptor> passed) {
    CallOptions.Builder options =
        options(request.images(), RestoreRequest.LOG_FILE, request.tcp())
            .setOrphanTerminalMaster(request.terminal())
            .addAllExternal(request.external())
            .setNotifyScripts(true);
    for (InheritedFile file : request.inherited()) {
      options.addInherited(
          io.ssi.linux.criu.wire.CriuRpcProto.InheritedFile.newBuilder()
              .setKey(file.key())
              .setFd(FIRST_PASSED + passed.indexOf(file.replacement())));
    }
    return Call.newBuilder().setType(CallType.CALL_RESTORE).setOptions(options).build();
  }

  static Call pageServer(Path images) {
    CallOptions options =
        CallOptions.newBuilder()
            .setImagesDirFd(NO_DESCRIPTOR)
            .setImagesDir(images.toString())
            .setLogFile(PageServer.LOG_FILE)
            .setLogLevel(LOG_WARNINGS)
            .setPageServer(PageServerPlace.newBuilder().setFd(FIRST_PASSED))
            .build();
    return Call.newBuilder()
        .setType(CallType.CALL_PAGE_SERVER_CHILD)
        .setOptions(options)
        .setKeepOpen(true)
        .build();
  }

  static Call waitFor(InsidePid pid) {
    return Call.newBuilder().setType(CallType.CALL_WAIT_PID).setPid(pid.value()).build();
  }

  static Call notified(boolean goOn) {
    return Call.newBuilder().setType(CallType.CALL_NOTIFY).setNotifySuccess(goOn).build();
  }

  private static CallOptions.Builder options(Path images, String log, TcpConnections tcp) {
    return CallOptions.newBuilder()
        .setImagesDirFd(NO_DESCRIPTOR)
        .setImagesDir(images.toString())
        .setLogFile(log)
        .setLogLevel(LOG_WARNINGS)
        .setFileLocks(true)
        .setCgroupMode(CgroupMode.CGROUP_IGNORE)
        .setTcpEstablished(tcp == TcpConnections.KEEP)
        .setTcpClose(tcp == TcpConnections.CLOSE);
  }
}
