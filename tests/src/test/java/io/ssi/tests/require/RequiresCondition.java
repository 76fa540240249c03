package io.ssi.tests.require;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link Requires}. */
final class RequiresCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<Requires> requires =
        AnnotationSupport.findAnnotation(context.getElement(), Requires.class);
    if (requires.isPresent()) {
      for (Need need : requires.get().value()) {
        Optional<String> missing = need.missing();
        if (missing.isPresent()) {
          return refused(need, missing.get(), "true".equals(System.getenv("CI")));
        }
      }
    }
    return ConditionEvaluationResult.enabled("all that is needed is there");
  }

  /** A skip that nobody reads would look like a pass. */
  static ConditionEvaluationResult refused(Need need, String reason, boolean ci) {
    if (ci) {
      throw new IllegalStateException("CI must have " + need + ", but " + reason);
    }
    return ConditionEvaluationResult.disabled("needs " + need + ", but " + reason);
  }
}
