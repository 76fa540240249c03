package io.ssi.migration.target;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where images of applications that come to this node are: one directory per attempt, called {@code
 * APPLICATION-ATTEMPT}.
 *
 * @param root the directory of all of them; need not exist
 */
record KeptImages(Path root) {
  private static final Logger log = LoggerFactory.getLogger(KeptImages.class);
  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,4})-([1-9][0-9]{0,17})");

  /** The image of the attempt that is under way. */
  KeptImage of(Application application) {
    long attempt = application.attempt().number();
    return new KeptImage(application.id(), attempt, root.resolve(application.id() + "-" + attempt));
  }

  /** What is there now. */
  List<KeptImage> all() {
    List<KeptImage> found = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return found;
    }
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
      for (Path path : directories) {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        if (name.matches()) {
          ApplicationId application = new ApplicationId(Integer.parseInt(name.group(1)));
          found.add(new KeptImage(application, Long.parseLong(name.group(2)), path));
        } else {
          log.warn("{} is not an image of a move; it stays", path);
        }
      }
    } catch (IOException e) {
      log.error("The images of moves in {} cannot be listed; they stay", root, e);
    }
    return found;
  }
}
