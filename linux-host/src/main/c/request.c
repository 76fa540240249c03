// A request: its verb, its keys. What is not understood is refused.
#include "keeper.h"

static const struct {
  const char *name;
  verb *run;
  const char *keys;  // each between blanks
} verbs[] = {
    {"hello", verb_hello, ""},
    {"subscribe", verb_subscribe, ""},
    {"start", verb_start, " arg env rlimit uid gid groups cwd umask nice stdin stdout stderr rows columns "},
    {"streams", verb_streams, ""},
    {"close", verb_outer, " stream "},
    {"adopt", verb_outer, " stream fds "},
    {"window", verb_window, " rows columns "},
    {"expect", verb_expect, " program status "},
    {"criu", verb_criu, " arg env cgroup fds log "},
    {"cursor", verb_cursor, " set "},
    {"signal", verb_signal, " signal pid pgid all "},
    {"status", verb_status, " pid "},
    {"freeze", verb_freezer, " timeout "},
    {"thaw", verb_freezer, " timeout "},
    {"kill", verb_kill, " timeout "},
    {"dismiss", verb_dismiss, " force "},
};

void refuse(struct connection *to, const char *operation, int error, const char *message) {
  struct frame frame;
  const char *name = strerrorname_np(error);
  frame_begin(&frame, "error");
  put(&frame, "operation=%s", operation);
  put(&frame, "errno=%s", name ? name : "EIO");
  put(&frame, "message=%s", message);
  frame_send(to, &frame);
}

static const char *unknown_key(const struct request *request, const char *keys) {
  char key[32];
  for (int i = 1; i < request->count; i++) {
    snprintf(key, sizeof key, " %.*s ", (int)strcspn(request->strings[i], "=") % 30, request->strings[i]);
    if (!strchr(request->strings[i], '=') || !strstr(keys, key)) return request->strings[i];
  }
  return NULL;
}

void request_serve(struct connection *from, char *payload, size_t length) {
  static char *strings[STRING_LIMIT];
  struct request request = {.from = from, .strings = strings};
  bool valid = payload[length - 1] == 0;
  for (char *string = payload; valid && string < payload + length; string += strlen(string) + 1) {
    strings[request.count] = string;
    valid = ++request.count < STRING_LIMIT;
  }
  if (!valid) return refuse(from, "frame", EBADMSG, "a payload is fewer than 65536 strings, each ended by a NUL");
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
    if (strcmp(verbs[i].name, payload)) continue;
    frame_begin(&request.reply, "ok");
    snprintf(request.operation, sizeof request.operation, "%s", payload);
    request.bad = unknown_key(&request, verbs[i].keys);
    int error = request.bad ? EINVAL : verbs[i].run(&request);
    if (error == 0) return frame_send(from, &request.reply);
    if (request.bad) snprintf(request.message, sizeof request.message, "not understood: %s", request.bad);
    return refuse(from, request.operation, error, *request.message ? request.message : strerror(error));
  }
  refuse(from, "request", ENOSYS, "no such verb");
}

char *value_next(const struct request *request, const char *key, int *after) {
  size_t length = strlen(key);
  while (++*after < request->count) {
    char *string = request->strings[*after];
    if (!strncmp(string, key, length) && string[length] == '=') return string + length + 1;
  }
  return NULL;
}

char *value_of(const struct request *request, const char *key) { return value_next(request, key, &(int){0}); }

int64_t number_of(struct request *request, const char *key, int64_t least, int64_t most, int64_t absent) {
  const char *text = value_of(request, key);
  if (!text) return absent;
  char *end;
  errno = 0;
  long long number = strtoll(text, &end, strcmp(key, "umask") ? 10 : 8);
  bool valid = !errno && strspn(text, "-0123456789") == strlen(text) && end > text && !*end;
  if (valid && number >= least && number <= most) return number;
  request->bad = key;
  return absent;
}
