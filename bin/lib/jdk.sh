# Finds a JDK that can build and run this project, without starting a program. To be sourced by sh or bash.
#
#   ssi_jdk    sets ssi_java_home to the JDK (25 before anything newer), or to nothing where there is none

ssi_jdk_version() {
  # The release file of a JDK has a line JAVA_VERSION="25.0.1".
  ssi_version=
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r ssi_key ssi_value; do
    [ "$ssi_key" = JAVA_VERSION ] || continue
    ssi_value=${ssi_value#\"}
    ssi_version=${ssi_value%%[!0-9]*}
  done <"$1/release"
  [ -n "$ssi_version" ] && [ "$ssi_version" -ge 25 ]
}

ssi_jdk() {
  ssi_java_home=
  ssi_newest=1000
  for ssi_candidate in "${JAVA_HOME:-}" "${SSI_JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    /usr/local/*jdk* "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/*; do
    [ -n "$ssi_candidate" ] || continue
    ssi_jdk_version "$ssi_candidate" || continue
    [ -x "$ssi_candidate/bin/javac" ] || continue
    if [ "$ssi_version" -lt "$ssi_newest" ]; then
      ssi_newest=$ssi_version
      ssi_java_home=$ssi_candidate
    fi
  done
  if [ -z "$ssi_java_home" ] && ssi_javac=$(command -v javac); then
    ssi_candidate=$(readlink -f "$ssi_javac")
    ssi_candidate=${ssi_candidate%/bin/javac}
    if ssi_jdk_version "$ssi_candidate"; then ssi_java_home=$ssi_candidate; fi
  fi
  [ -n "$ssi_java_home" ]
}
