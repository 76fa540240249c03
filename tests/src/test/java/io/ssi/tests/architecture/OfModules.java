package io.ssi.tests.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Classes of the modules themselves: neither their tests nor jars of these. */
final class OfModules implements ImportOption {
  private static final ImportOption NOT_OF_TESTS = new DoNotIncludeTests();

  @Override
  public boolean includes(Location location) {
    return NOT_OF_TESTS.includes(location) && !location.contains("-tests.jar");
  }
}
