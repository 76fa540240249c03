/* Finding an agent: every socket of the cluster is tried, the first to say hello is taken. */
#include "client.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum {
  CANDIDATES_MAX = 256,
  NEXT_AFTER_MS = 200,  /* a busy agent is not waited for longer before another is asked too */
  GIVE_UP_AFTER_MS = 5000,
  HELLO_MAX = FRAME_HEADER + 2 + 4 + 4 + 63,
};

struct candidate {
  char *path;
  unsigned char hello[HELLO_MAX];
  size_t length;
};

struct search {
  struct candidate candidates[CANDIDATES_MAX];
  struct pollfd polls[CANDIDATES_MAX];
  int count;
  int denied; /* errno of a socket that exists but may not be used */
};

static const char *run_directory(void) {
  const char *directory = getenv("SSI_RUN");
  return directory && *directory ? directory : "/run/ssi";
}

static int by_name(const void *left, const void *right) {
  return strverscmp(((const struct candidate *)left)->path,
                    ((const struct candidate *)right)->path);
}

static void add_candidate(struct search *search, const char *directory, const char *file) {
  char *path = NULL;
  if (search->count < CANDIDATES_MAX && asprintf(&path, "%s/%s", directory, file) >= 0) {
    search->candidates[search->count++].path = path;
  }
}

static void list_directory(struct search *search, const char *directory) {
  DIR *stream = opendir(directory);
  if (!stream) {
    search->denied = errno == EACCES ? errno : 0;
    return;
  }
  for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
    size_t length = strlen(entry->d_name);
    if (length > 5 && entry->d_name[0] != '.' && !strcmp(entry->d_name + length - 5, ".sock")) {
      add_candidate(search, directory, entry->d_name);
    }
  }
  closedir(stream);
  qsort(search->candidates, (size_t)search->count, sizeof *search->candidates, by_name);
}

/* Returns a connected descriptor, or -1 with errno. */
static int connect_to(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
    int error = errno;
    close(fd);
    errno = error;
    return -1;
  }
  return fd;
}

/* Reads what a candidate has said. Returns 1 with a whole hello, 0 if it may still come, -1 if the
   candidate is none. */
static int read_hello(struct candidate *candidate, int fd) {
  size_t wanted = FRAME_HEADER;
  for (;;) {
    if (candidate->length >= FRAME_HEADER) {
      uint32_t payload = get_u32(candidate->hello);
      if (candidate->hello[4] != FRAME_HELLO || payload < 10 || payload > HELLO_MAX - FRAME_HEADER) {
        return -1;
      }
      wanted = FRAME_HEADER + payload;
      if (candidate->length == wanted) {
        return get_u32(candidate->hello + FRAME_HEADER + 6) == payload - 10 ? 1 : -1;
      }
    }
    ssize_t n = read(fd, candidate->hello + candidate->length, wanted - candidate->length);
    if (n <= 0) {
      return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
    }
    candidate->length += (size_t)n;
  }
}

/* Returns the number of the candidate that answered first, or -1. */
static int first_answer(struct search *search) {
  int started = 0;
  int open = 0;
  int waited = 0;
  while (started < search->count || (open > 0 && waited < GIVE_UP_AFTER_MS)) {
    if (started < search->count) {
      struct pollfd *next = &search->polls[started];
      next->events = POLLIN;
      next->fd = connect_to(search->candidates[started++].path);
      if (next->fd < 0) {
        search->denied = errno == EACCES ? errno : search->denied;
        continue;
      }
      open++;
    }
    int ready = poll(search->polls, (nfds_t)started, NEXT_AFTER_MS);
    waited += started == search->count && ready <= 0 ? NEXT_AFTER_MS : 0;
    for (int i = 0; i < started && ready > 0; i++) {
      struct pollfd *one = &search->polls[i];
      int said = one->fd >= 0 && one->revents ? read_hello(&search->candidates[i], one->fd) : 0;
      if (said > 0) {
        return i;
      }
      if (said < 0) {
        close(one->fd);
        one->fd = -1;
        open--;
      }
    }
  }
  return -1;
}

static void release(struct search *search, int keep) {
  for (int i = 0; i < search->count; i++) {
    if (i != keep && search->polls[i].fd >= 0) {
      close(search->polls[i].fd);
    }
    free(search->candidates[i].path);
  }
  free(search);
}

static void complain_of_none(const struct options *options, const struct search *search,
                             const char *looked) {
  bool by_default = strcmp(options->cluster, "default") == 0;
  if (search->denied) {
    complain("may not connect to cluster '%s' (%s): %s", options->cluster, looked,
             strerror(search->denied));
  } else if (options->socket) {
    complain("no agent answers on %s; see which sockets there are in %s", looked, run_directory());
  } else if (options->node) {
    complain("no agent of node '%s' of cluster '%s' answers on this machine (looked for %s); see "
             "which nodes there are with: ssi node status",
             options->node, options->cluster, looked);
  } else {
    complain("no agent of cluster '%s' answers on this machine (looked in %s); start one with: "
             "ssi%s%s up",
             options->cluster, looked, by_default ? "" : " --cluster ",
             by_default ? "" : options->cluster);
  }
}

static int accept_hello(const struct candidate *candidate, struct agent *agent, bool quiet) {
  const unsigned char *payload = candidate->hello + FRAME_HEADER;
  unsigned version = get_u16(payload);
  size_t length = get_u32(payload + 6);
  memcpy(agent->node, payload + 10, length);
  agent->node[length] = '\0';
  if (version == PROTOCOL_VERSION) {
    return 0;
  }
  if (!quiet) {
    complain("the agent of %s speaks version %u of the control protocol, this program version %d; "
             "install the same release of both",
             agent->node, version, PROTOCOL_VERSION);
  }
  close(agent->fd);
  return STATUS_FAILED;
}

int agent_find(const struct options *options, struct agent *agent, bool quiet) {
  struct search *search = calloc(1, sizeof *search);
  if (!search) {
    complain("cannot look for an agent: out of memory");
    return STATUS_FAILED;
  }
  for (int i = 0; i < CANDIDATES_MAX; i++) {
    search->polls[i].fd = -1;
  }
  char directory[PATH_MAX];
  char looked[PATH_MAX + 80];
  snprintf(directory, sizeof directory, "%s/%s", run_directory(), options->cluster);
  if (options->socket) {
    snprintf(looked, sizeof looked, "%s", options->socket);
    search->candidates[search->count++].path = strdup(options->socket);
  } else if (options->node) {
    char file[70];
    snprintf(file, sizeof file, "%s.sock", options->node);
    snprintf(looked, sizeof looked, "%s/%s", directory, file);
    add_candidate(search, directory, file);
  } else {
    snprintf(looked, sizeof looked, "%s", directory);
    list_directory(search, directory);
  }
  int answered = first_answer(search);
  int status = STATUS_FAILED;
  if (answered >= 0) {
    agent->fd = search->polls[answered].fd;
    status = accept_hello(&search->candidates[answered], agent, quiet);
  } else if (!quiet) {
    complain_of_none(options, search, looked);
  }
  release(search, answered);
  return status;
}
