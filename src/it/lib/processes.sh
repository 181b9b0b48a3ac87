# shellcheck shell=bash
# Starts and ends processes; the working directory is the cluster's folder, which $dir names. Each service works in a
# folder named as it is and leads a session of its own, whose number it has written there before it becomes the
# program: so whoever ends the cluster misses none, and hits no other.

# PostgreSQL refuses to run as root; its packages bring a user for it.
as_owner=()
if ((EUID == 0)); then
  as_owner=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi

refuse() { # a message
  printf 'pg: %s\n' "$1" >&2
  exit 2
}

fail() { # a message
  printf 'pg: %s\n' "$1" >&2
  exit 1
}

within() { # how many seconds, and a command that succeeds when it is so
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < until)) || return 1
    sleep 0.2
  done
}

await() { # how many seconds at most, what for, and a command likewise
  local limit=$1 what=$2
  shift 2
  within "$limit" "$@" || fail "waited in vain for $what: see the logs in $dir"
}

launch() { # a service's name, its program and arguments
  local name=$1
  shift
  # shellcheck disable=SC2016 # expanded by the shell that it starts
  (cd "$name" && exec setsid "${as_owner[@]}" "$BASH" -c 'echo $$ >pid; [[ -e ../alive ]] && exec "$@"' - "$@") \
    </dev/null >>"$name/output.log" 2>&1 &
}

sessions=' ' # of all services ever started while this shell looked
know_sessions() {
  local file session
  for file in */pid; do
    { read -r session <"$file"; } 2>/dev/null || continue
    [[ $sessions == *" $session "* ]] || sessions+="$session "
  done
}

# A service's processes are those of its session, and PostgreSQL's, which leave it, in the node's own folder.
members() { # optionally a service's name: prints PID PROGRAM of all that runs for it, else for the cluster
  local below=$dir/${1:+$1/} file line pid program state session cwd
  know_sessions
  for file in /proc/[0-9]*/stat; do
    { read -r line <"$file"; } 2>/dev/null || continue
    pid=${line%% *}
    program=${line#*(}
    program=${program%)*}
    read -r state _ _ session _ <<<"${line##*) }"
    if [[ $state != [ZX] && ($sessions == *" $session "* || $program == postgres) ]]; then
      cwd=$(readlink "/proc/$pid/cwd") || continue
      [[ $cwd/ != "$below"* ]] || printf '%s %s\n' "$pid" "$program"
    fi
  done
}

gone() { # optionally a service's name
  [[ -z $(members "$@") ]]
}

# PostgreSQL is asked to end at once, so that it gives its shared memory back, for 5 s; all else has no say.
end() { # optionally a service's name
  local rounds=0 pid program
  until gone "$@"; do
    while read -r pid program; do
      if [[ $program == postgres ]] && ((rounds < 50)); then
        kill -QUIT "$pid" 2>/dev/null || true
      else
        kill -KILL "$pid" 2>/dev/null || true
      fi
    done < <(members "$@")
    rounds=$((rounds + 1))
    ((rounds < 200)) || fail "these cannot be ended: $(members "$@" | tr '\n' ' ')"
    sleep 0.1
  done
}

birth() { # a process id: when it began, by which a later one of that number is told from it; nothing if it ended
  local line fields
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
  read -r -a fields <<<"${line##*) }"
  [[ ${fields[0]} == [ZX] ]] || printf '%s\n' "${fields[19]}"
}

ended() { # a process id
  [[ -z $(birth "$1") ]]
}

live_with() { # optionally a process id: the cluster is ended when that process has
  printf '%s\n' "${1:+$1 $(birth "$1")}" >alive.new
  mv alive.new alive
}

watched() { # whether a watchdog is at work
  ! flock --nonblock watchdog true
}

watch_over() {
  touch watchdog
  setsid "$BASH" "$here/pg" watch "$dir" </dev/null >>watchdog.log 2>&1 &
  await 60 'the watchdog' watched
}

# Ends the cluster when its mark, or the process that the mark names, is gone; unlike its caller it has nothing else to
# do, and is not killed with it. It ends it also when the whole folder is deleted.
do_watch() {
  local pid born
  exec 9>watchdog
  # Whoever asks for it holds the lock for a moment.
  flock --wait 10 9 || fail "$dir has a watchdog"
  while { read -r pid born <alive; } 2>/dev/null || [[ -e alive ]]; do
    [[ -z ${pid:-} || $(birth "$pid") == "$born" ]] || break
    know_sessions
    sleep 0.3 9>&-
  done
  rm -f alive
  end
}

do_down() {
  rm -f alive
  end
  [[ ! -e watchdog ]] || flock --wait 60 watchdog true || fail "the watchdog of $dir does not end"
}
