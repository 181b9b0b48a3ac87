# shellcheck shell=bash
# What is done to a cluster that runs, on purpose and otherwise.

do_node_restart() { # a node and the name of a build
  local node=${1:-} version=${2:-}
  require_node "$node"
  [[ $version =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || refuse "no name of a build: '$version'"
  gone "$node" || do_stop "$node"
  edit "$node" "s/^  version: .*/  version: \"$version\"/"
  start_service "$node"
  await 120 "$node to start or fail" decided "$node"
  node_is "$node" running || fail "$node does not start as $version: see $dir/$node/output.log"
}

edit() { # a node, and what sed does to its configuration
  "${as_owner[@]}" sed -i "$2" "$1/patroni.yml"
}

decided() { # a node: runs, or never will
  node_is "$1" running || node_is "$1" 'start failed' || gone "$1"
}

# Patroni 3.0.2 that is told to end while it demotes itself does, and leaves behind a PostgreSQL that it has just
# started again; a Patroni that never ends is killed, as systemd does.
do_stop() { # a service
  local pid
  require_service "${1:-}"
  gone "$1" && return
  pid=$(<"$1/pid")
  kill -TERM "$pid" 2>/dev/null || true
  within 30 ended "$pid" || kill -KILL "$pid" 2>/dev/null || true
  within 3 gone "$1" && return
  kill -INT "$(head -n 1 "$1/data/postmaster.pid")" 2>/dev/null || true
  await 60 "$1 to stop" gone "$1"
}

do_kill() { # a service
  local pid _
  require_service "${1:-}"
  while read -r pid _; do kill -KILL "$pid" 2>/dev/null || true; done < <(members "$1")
  end "$1"
}

do_start() { # a service
  require_service "${1:-}"
  start_service "$1"
  await 120 "$1" works "$1"
}

do_break() { # a node
  require_node "${1:-}"
  edit "$1" "s/shared_preload_libraries: .*/shared_preload_libraries: 'no_such_build'/"
}

do_mend() { # a node
  require_node "${1:-}"
  edit "$1" "s/shared_preload_libraries: .*/shared_preload_libraries: ''/"
}

do_sql() { # a node and SQL
  require_node "${1:-}"
  psql_as postgres "$(sql_port "$1")" app -c "${2:?SQL}"
}

do_pause_replay() { # a node
  do_sql "${1:-}" 'SELECT pg_wal_replay_pause()' >/dev/null
  await 60 'replay to pause' replay_is "$1" paused
}

do_resume_replay() { # a node
  do_sql "${1:-}" 'SELECT pg_wal_replay_resume()' >/dev/null
}

replay_is() { # a node and a state
  [[ $(do_sql "$1" 'SELECT pg_get_wal_replay_pause_state()') == "$2" ]]
}

do_configure() { # JSON; any node takes it, and a standby cluster has none that takes writes
  local node
  for node in $(node_names); do
    ! rest "$node" /config --output /dev/null --request PATCH --json "${1:?JSON}" || return 0
  done
  fail 'no node takes it'
}

do_patronictl() { # its command and arguments
  patronictl -c n1/patroni.yml "$@"
}

do_pause() {
  do_configure '{"pause": true}'
}

do_resume() {
  do_configure '{"pause": null}'
}

do_tag() { # a node, a tag, and its value: null for none
  require_node "${1:-}"
  edit "$1" "/^  ${2:?tag}: /d"
  [[ ${3:?value} == null ]] || edit "$1" "s/^tags:/&\\n  $2: $3/"
  rest "$1" /reload --output /dev/null --request POST
  await 60 "$1 to take up the tag $2" tagged "$1" "$2" "$3"
}

tagged() { # a node, a tag and its value
  rest "$1" /patroni | jq --exit-status ".tags.$2 == $3"
}

do_reseed() { # a node
  require_node "${1:-}"
  rest "$1" /reinitialize --request POST
  await 120 "$1 to be a copy of the leader" streams "$1"
}

streams() { # a node
  [[ -n $(do_sql "$(leader)" "SELECT 1 FROM pg_stat_replication WHERE application_name = '$1' AND state = 'streaming'") ]]
}

do_settle() {
  await 120 'all nodes to be in health' settled
}

settled() {
  local node
  for node in $(node_names); do node_is "$node" running || return; done
  all_stream && all_read && one_timeline && takes_writes
}

one_timeline() { # a follower's Patroni tells of its leader's some rounds later
  local node
  (($(for node in $(node_names); do rest "$node" /patroni | jq .timeline; done | sort -u | wc -l) == 1))
}

takes_writes() {
  psql_as app "$(pgbouncer_port)" app -c 'CREATE TABLE IF NOT EXISTS ready ()'
}

# What a command of one's own may do for tidalctl (routing.exec): it has every HAProxy drain a node, or send readers
# to it; and it tells by its exit status whether all do, none does, or they do not agree.
do_drain_reads() { # a node
  say_of_reads "${1:-}" 'state drain'
}

do_enable_reads() { # a node
  say_of_reads "${1:-}" 'state ready'
}

say_of_reads() { # a node and what is set
  local name
  require_node "$1"
  for name in $(haproxy_names); do haproxy_says "set server pg_read/$1 $2" "$name"; done
}

do_check_reads() { # a node
  local name drained=0
  require_node "${1:-}"
  for name in $(haproxy_names); do
    ! drained "$1" "$name" || drained=$((drained + 1))
  done
  ((drained == 0 || drained == haproxies)) || exit 3
  ((drained == 0)) || exit 1
}

# What was set, not the status, which is DOWN for a while of who led a moment ago, drained or not.
drained() { # a node and an HAProxy
  local set
  set=$(haproxy_says 'show servers state pg_read' "$2" | awk -v node="$1" '$4 == node { print $7 }')
  (((set & 9) != 0)) # in maintenance, or drained
}

do_switchover() { # from a node to another
  require_node "${1:-}"
  require_node "${2:-}"
  rest "$1" /switchover --request POST --json "{\"leader\": \"$1\", \"candidate\": \"$2\"}"
  echo
}

do_reload_haproxy() {
  local before
  before=$(haproxy_process)
  kill -USR2 "$(<haproxy/pid)"
  await 60 'haproxy to be another process' another_haproxy "$before"
}

haproxy_process() {
  haproxy_says 'show info' | sed -n 's/^Pid: //p'
}

another_haproxy() { # than of this process
  local now
  now=$(haproxy_process)
  [[ -n $now && $now != "$1" ]]
}
