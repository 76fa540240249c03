package io.ssi.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Each outside library has one package that may know it. */
@AnalyzeClasses(packages = "io.ssi", importOptions = OfModules.class)
class QuarantineTest {

  @ArchTest static final ArchRule onlyPosixKnowsJnr = onlyIn("jnr..", "io.ssi.linux.posix..");

  @ArchTest
  static final ArchRule onlyTheStoreKnowsZstandard =
      onlyIn("com.github.luben..", "io.ssi.migration.store..");

  @ArchTest
  static final ArchRule onlySyscallKnowsForeignMemory =
      onlyIn("java.lang.foreign..", "io.ssi.linux.syscall..");

  @ArchTest
  static final ArchRule onlyJgroupsKnowsJgroups =
      onlyIn("org.jgroups..", "io.ssi.membership.jgroups..", "io.ssi.membership.infinispan..");

  @ArchTest
  static final ArchRule onlyInfinispanKnowsInfinispan =
      onlyIn("org.infinispan..", "io.ssi.membership.infinispan..");

  @ArchTest
  static final ArchRule onlyTheVerbsKnowPicocli =
      onlyIn("picocli..", "io.ssi.tools..", "io.ssi.agent.command..");

  @ArchTest
  static final ArchRule onlyTheScreenKnowsJline = onlyIn("org.jline..", "io.ssi.tools.top.jline..");

  @ArchTest
  static final ArchRule onlyWirePackagesAndTheCriuDriverKnowProtobuf =
      onlyIn("com.google.protobuf..", "..wire..", "io.ssi.linux.criu..");

  private static ArchRule onlyIn(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .allowEmptyShould(true);
  }
}
