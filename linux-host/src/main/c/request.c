// A request: its verb, its keys. What is not understood is refused.
#include "keeper.h"

void refuse(struct connection *to, const char *operation, int error, const char *message) {
  struct frame frame = {.length = 4};
  const char *name = strerrorname_np(error);
  put(&frame, "error\noperation=%s\nerrno=%s\nmessage=%s\n", operation, name ? name : "EIO", message);
  frame_send(to, &frame);
}

int said(struct request *r, int error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(r->message, sizeof r->message, format, arguments);
  va_end(arguments);
  for (char *line; (line = strchr(r->message, '\n'));) *line = ' ';
  return error;
}

static bool keys_known(struct request *r, const char *keys) {
  for (int i = 1; i < r->count && !r->bad; i++) {
    char key[16];
    int length = (int)strcspn(r->strings[i], "=");
    snprintf(key, sizeof key, " %.*s ", length, r->strings[i]);
    if (!r->strings[i][length] || length > 12 || !strstr(keys, key)) r->bad = r->strings[i];
  }
  return !r->bad;
}

void request_serve(struct connection *from, char *payload, size_t length) {
  static char *strings[STRING_LIMIT];
  struct request *r = container.request;
  const struct verb *verb = verbs;
  int error = payload[length - 1] ? EBADMSG : 0;
  *r = (struct request){.from = from, .strings = strings, .operation = "frame", .reply = {.length = 4}};
  for (char *string = payload; !error && string < payload + length; string += strlen(string) + 1) {
    if (r->count == STRING_LIMIT) error = EBADMSG;
    else strings[r->count++] = string;
  }
  while (!error && verb->name && strcmp(verb->name, payload)) verb++;
  if (!error) snprintf(r->operation, sizeof r->operation, "%s", verb->name ? verb->name : "request");
  put(&r->reply, "ok\n");
  if (!error) error = !verb->name ? ENOSYS : !keys_known(r, verb->keys) ? EINVAL : verb->run(r);
  if (!error) return frame_send(from, &r->reply);
  if (r->bad) said(r, error, "not understood: %s", r->bad);
  refuse(from, r->operation, error, *r->message ? r->message : strerror(error));
}

char **values_of(const struct request *r, const char *key, char **into) {
  size_t length = strlen(key);
  for (int i = 1; i < r->count; i++)
    if (!strncmp(r->strings[i], key, length) && r->strings[i][length] == '=') *into++ = r->strings[i] + length + 1;
  *into = NULL;
  return into + 1;
}

char *value_of(const struct request *r, const char *key) {
  static char *values[STRING_LIMIT];
  return values_of(r, key, values), values[0];
}

bool number_parse(const char *text, int base, int64_t least, int64_t most, int64_t *number) {
  char *end;
  errno = 0;
  *number = strtoll(text, &end, base);
  bool whole = *text && !*end && strspn(text, "-0123456789") == strlen(text);
  return whole && !errno && *number >= least && *number <= most;
}

int64_t number_of(struct request *r, const char *key, int64_t least, int64_t most, int64_t absent) {
  const char *text = value_of(r, key);
  int64_t number = absent;
  if (text && !number_parse(text, strcmp(key, "umask") ? 10 : 8, least, most, &number)) r->bad = key;
  return r->bad ? absent : number;
}
