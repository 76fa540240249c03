package io.ssi.linux.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PosixUsersIT {
  private static final int NOBODY_HAS = 1_999_999_999;

  private final PosixUsers users = new PosixUsers();

  @Test
  void rootIsFoundByNumberAndByName() {
    User root = users.user(0).orElseThrow();

    assertThat(root.name()).isEqualTo("root");
    assertThat(root.home()).isEqualTo("/root");
    assertThat(users.user("root")).contains(root);
    assertThat(users.groupName(0)).contains("root");
  }

  @Test
  void unknownNumbersAndNamesAreAbsent() {
    assertThat(users.user(NOBODY_HAS)).isEmpty();
    assertThat(users.user("no-such-user")).isEmpty();
    assertThat(users.groupName(NOBODY_HAS)).isEmpty();
  }

  @Test
  void groupsAreThoseThatIdTells() throws Exception {
    for (String name : new String[] {"root", "daemon"}) {
      User user = users.user(name).orElseThrow();
      assertThat(users.groups(user))
          .extracting(String::valueOf)
          .containsExactlyInAnyOrder(id("-G", name).split(" ", -1));
    }
  }

  private static String id(String... arguments) throws IOException {
    Process process = new ProcessBuilder("id", arguments[0], arguments[1]).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
