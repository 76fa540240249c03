package io.ssi.agent.control;

import io.ssi.tools.service.ResourceLimit;
import io.ssi.tools.verb.Terminal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks for.
 *
 * @param arguments the verb and its arguments; empty if one of them is not UTF-8
 * @param environment the variables whose values are UTF-8
 * @param unreadable the names of the others
 * @param directory the working directory; the empty path if there is none or its name is not UTF-8
 * @param umask the file mode creation mask
 * @param nice the nice value, -20 to 19
 * @param limits the resource limits
 * @param terminal what the streams are
 */
record ControlRequest(
    Optional<List<String>> arguments,
    Map<String, String> environment,
    List<String> unreadable,
    Path directory,
    int umask,
    int nice,
    List<ResourceLimit> limits,
    Terminal terminal) {
  private static final int MOST_LIMITS = 64;
  private static final int LOWEST_NICE = 20;
  private static final int SHORTEST_STRING = 4;

  /**
   * Reads the payload of a request.
   *
   * @param payload its bytes
   * @return the request
   * @throws BrokenProtocolException if it is cut short, too long or contradicts itself
   */
  static ControlRequest decode(ByteBuffer payload) {
    try {
      ControlRequest request = read(payload);
      if (payload.hasRemaining()) {
        throw new BrokenProtocolException("a request is longer than it says");
      }
      return request;
    } catch (BufferUnderflowException e) {
      throw new BrokenProtocolException("a request is shorter than it says");
    }
  }

  private static ControlRequest read(ByteBuffer in) {
    int version = in.getShort();
    if (version != Frame.VERSION) {
      throw new BrokenProtocolException("a request is of version " + version);
    }
    int umask = in.getInt() & 0777;
    int nice = in.get() - LOWEST_NICE;
    if (nice < -LOWEST_NICE || nice >= LOWEST_NICE) {
      throw new BrokenProtocolException("a request has the nice value " + nice);
    }
    int streams = in.get();
    int rows = Short.toUnsignedInt(in.getShort());
    int columns = Short.toUnsignedInt(in.getShort());
    Terminal terminal =
        new Terminal((streams & 1) != 0, (streams & 2) != 0, (streams & 4) != 0, rows, columns);
    List<ResourceLimit> limits = limits(in);
    Path directory = Path.of(text(string(in)).orElse(""));
    Optional<List<String>> arguments = Optional.of(new ArrayList<>());
    for (byte[] word : strings(in)) {
      Optional<String> text = text(word);
      text.ifPresent(arguments.orElseGet(ArrayList::new)::add);
      arguments = text.isEmpty() ? Optional.empty() : arguments;
    }
    Map<String, String> environment = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    for (byte[] variable : strings(in)) {
      variable(variable, environment, unreadable);
    }
    return new ControlRequest(
        arguments, environment, unreadable, directory, umask, nice, limits, terminal);
  }

  private static void variable(
      byte[] bytes, Map<String, String> environment, List<String> unreadable) {
    // Latin-1 keeps every byte, so that the name can be found in what is not UTF-8.
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    int equals = latin.indexOf('=');
    if (equals <= 0) {
      return;
    }
    Optional<String> text = text(bytes);
    if (text.isPresent()) {
      int split = text.get().indexOf('=');
      environment.put(text.get().substring(0, split), text.get().substring(split + 1));
    } else {
      unreadable.add(latin.substring(0, equals));
    }
  }

  private static List<ResourceLimit> limits(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0 || count > MOST_LIMITS) {
      throw new BrokenProtocolException("a request has " + count + " limits");
    }
    List<ResourceLimit> limits = new ArrayList<>();
    for (int resource = 0; resource < count; resource++) {
      limits.add(new ResourceLimit(resource, in.getLong(), in.getLong()));
    }
    return limits;
  }

  private static List<byte[]> strings(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / SHORTEST_STRING) {
      throw new BrokenProtocolException("a request has " + count + " strings in a list");
    }
    List<byte[]> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(string(in));
    }
    return strings;
  }

  private static byte[] string(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BrokenProtocolException("a request has a string of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** Empty if the bytes are not UTF-8, or hold what no argument can. */
  private static Optional<String> text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
