package io.ssi.linux.criu.image;

import io.ssi.linux.criu.wire.CriuImageProto.Credentials;
import java.util.List;

/**
 * Whose rights a thread had, credentials(7).
 *
 * @param realUser uid
 * @param realGroup gid
 * @param effectiveUser uid
 * @param effectiveGroup gid
 * @param savedUser uid
 * @param savedGroup gid
 * @param groups supplementary
 */
public record ImageCredentials(
    int realUser,
    int realGroup,
    int effectiveUser,
    int effectiveGroup,
    int savedUser,
    int savedGroup,
    List<Integer> groups) {

  /** Copies the list. */
  public ImageCredentials {
    groups = List.copyOf(groups);
  }

  static ImageCredentials of(Credentials entry) {
    Present.require(entry.hasRealUser() && entry.hasEffectiveUser() && entry.hasSavedUser(), "uid");
    Present.require(
        entry.hasRealGroup() && entry.hasEffectiveGroup() && entry.hasSavedGroup(), "gid");
    return new ImageCredentials(
        entry.getRealUser(),
        entry.getRealGroup(),
        entry.getEffectiveUser(),
        entry.getEffectiveGroup(),
        entry.getSavedUser(),
        entry.getSavedGroup(),
        entry.getGroupsList());
  }
}
