/* The command line: what is for this program (which cluster, which agent) and what is for the verb. */
#include "client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The same verbs under the names of the literature. */
static const struct {
  const char *name;
  const char *words[2];
} aliases[] = {
    {"SSI-node-add", {"node", "add"}},
    {"SSI-node-remove", {"node", "remove"}},
    {"SSI-appli-ckpt", {"checkpoint", NULL}},
    {"SSI-appli-restart", {"restart", NULL}},
};

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static bool is_name(const char *text) {
  if (*text == '\0' || *text == '.' || *text == '-' || strlen(text) > 63) {
    return false;
  }
  for (; *text; text++) {
    bool letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
    if (!letter && !(*text >= '0' && *text <= '9') && !strchr("._-", *text)) {
      return false;
    }
  }
  return true;
}

/* Takes `--NAME VALUE` or `--NAME=VALUE` at argv[*at]. Returns 1 if it was there, 0 if not, -1 if the
   value is missing. */
static int take(const char *name, char **argv, int argc, int *at, const char **value) {
  const char *word = argv[*at];
  size_t length = strlen(name);
  if (strncmp(word, name, length) != 0) {
    return 0;
  }
  if (word[length] == '=') {
    *value = word + length + 1;
  } else if (word[length] != '\0') {
    return 0;
  } else if (*at + 1 >= argc) {
    complain("%s needs a value; see: ssi help", name);
    return -1;
  } else {
    *value = argv[++*at];
  }
  return 1;
}

int options_read(struct options *options, int argc, char **argv) {
  memset(options, 0, sizeof *options);
  options->program = argc > 0 ? base_name(argv[0]) : "ssi";
  options->argv = calloc((size_t)argc + 3, sizeof *options->argv);
  if (!options->argv) {
    complain("cannot read the command line: out of memory");
    return STATUS_FAILED;
  }
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
    for (int w = 0; w < 2 && strcmp(aliases[i].name, options->program) == 0; w++) {
      if (aliases[i].words[w]) {
        options->argv[options->argc++] = (char *)(uintptr_t)aliases[i].words[w];
      }
    }
  }
  for (int at = 1; at < argc; at++) {
    if (strcmp(argv[at], "--") == 0) {
      while (at < argc) {
        options->argv[options->argc++] = argv[at++];
      }
      break;
    }
    const char *cluster = NULL;
    int taken = take("--cluster", argv, argc, &at, &cluster);
    if (taken > 0) {
      options->cluster = cluster;
      options->cluster_given = true;
    }
    taken = taken ? taken : take("--on", argv, argc, &at, &options->node);
    taken = taken ? taken : take("--socket", argv, argc, &at, &options->socket);
    if (taken < 0) {
      return STATUS_USAGE;
    }
    if (taken == 0) {
      options->argv[options->argc++] = argv[at];
    }
  }
  if (!options->cluster) {
    const char *environment = getenv("SSI_CLUSTER");
    options->cluster = environment && *environment ? environment : "default";
  }
  if (!is_name(options->cluster)) {
    complain("'%s' is no name of a cluster; a name has letters, digits, '.', '_' and '-'",
             options->cluster);
    return STATUS_USAGE;
  }
  if (options->node && !is_name(options->node)) {
    complain("'%s' is no name of a node; --on takes one name such as node1", options->node);
    return STATUS_USAGE;
  }
  return 0;
}

/* The n-th word of the verb's arguments that is not an option, from 0. */
static const char *word(const struct options *options, int n) {
  for (int i = 0; i < options->argc && strcmp(options->argv[i], "--") != 0; i++) {
    if (options->argv[i][0] != '-' && n-- == 0) {
      return options->argv[i];
    }
  }
  return NULL;
}

static bool is_one_of(const char *text, const char *const *list) {
  for (; text && *list; list++) {
    if (strcmp(text, *list) == 0) {
      return true;
    }
  }
  return false;
}

static bool asks_for_help(const struct options *options) {
  static const char *const words[] = {"-h", "--help", "-V", "--version", NULL};
  for (int i = 0; i < options->argc && strcmp(options->argv[i], "--") != 0; i++) {
    if (is_one_of(options->argv[i], words)) {
      return true;
    }
  }
  return false;
}

const char *options_verb(const struct options *options) { return word(options, 0); }

bool verb_changes_something(const struct options *options) {
  static const char *const verbs[] = {"run",        "attach",  "kill",    "suspend", "resume", "migrate",
                                      "checkpoint", "restart", NULL};
  static const char *const node_verbs[] = {"add", "remove", NULL};
  const char *verb = word(options, 0);
  if (is_one_of(verb, verbs)) {
    return true;
  }
  return verb && strcmp(verb, "node") == 0 && is_one_of(word(options, 1), node_verbs);
}

bool verb_needs_no_agent(const struct options *options) {
  static const char *const verbs[] = {"up", "down", "demo", "doctor", "agent", NULL};
  return is_one_of(word(options, 0), verbs);
}

bool verb_works_without_agent(const struct options *options) {
  static const char *const verbs[] = {"help", "version", "completion", NULL};
  const char *verb = word(options, 0);
  return !verb || is_one_of(verb, verbs) || asks_for_help(options);
}
