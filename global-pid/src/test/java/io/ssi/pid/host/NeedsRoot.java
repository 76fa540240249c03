package io.ssi.pid.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The test runs as root: without that it is skipped on a person's machine, and fails in CI. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsRoot.Condition.class)
@interface NeedsRoot {

  /** Decides by the owner of our own entry in /proc. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try {
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
          return ConditionEvaluationResult.enabled("this is root");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("CI must run this test as root");
      }
      return ConditionEvaluationResult.disabled("needs root, which makes namespaces");
    }
  }
}
