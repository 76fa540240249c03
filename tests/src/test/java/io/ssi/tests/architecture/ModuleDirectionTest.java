package io.ssi.tests.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The edges between modules, as the table in docs/architecture.md has them. */
@AnalyzeClasses(packages = "io.ssi", importOptions = OfModules.class)
class ModuleDirectionTest {

  @ArchTest
  static final ArchRule modulesUseOnlyWhatTheirRowOfTheTableAllows =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.ssi..")
          .layer("linux-host")
          .definedBy("io.ssi.linux..")
          .layer("node-membership")
          .definedBy("io.ssi.membership..")
          .layer("global-pid")
          .definedBy("io.ssi.pid..")
          .layer("global-memory")
          .definedBy("io.ssi.memory..")
          .layer("process-migration")
          .definedBy("io.ssi.migration..")
          .layer("ssi-tools")
          .definedBy("io.ssi.tools..")
          .layer("ssi-kernel-agent")
          .definedBy("io.ssi.agent..")
          .withOptionalLayers(true)
          .whereLayer("linux-host")
          .mayNotAccessAnyLayer()
          .whereLayer("node-membership")
          .mayNotAccessAnyLayer()
          .whereLayer("global-pid")
          .mayOnlyAccessLayers("linux-host", "node-membership")
          .whereLayer("global-memory")
          .mayOnlyAccessLayers("linux-host", "node-membership")
          .whereLayer("process-migration")
          .mayOnlyAccessLayers("global-pid", "linux-host", "node-membership")
          .whereLayer("ssi-tools")
          .mayOnlyAccessLayers(
              "process-migration", "global-memory", "global-pid", "linux-host", "node-membership");

  @ArchTest
  static final ArchRule packagesOfAModuleFormNoCycle =
      slices().matching("io.ssi.(*).(**)").should().beFreeOfCycles();
}
