# shellcheck shell=bash
# Brings a cluster up, until clients can read and write.

packages='curl etcd-server haproxy jq patroni pgbouncer postgresql-15 postgresql-client-15'

do_up() {
  local with='' fallback=no loop_wait=10
  nodes=3
  while (($#)); do
    case $1 in
      --nodes) nodes=${2:-} && shift ;;
      --with) with=${2:-} && shift ;;
      --haproxies) haproxies=${2:-} && shift ;;
      --tls) tls=yes ;;
      --read-fallback) fallback=yes ;;
      --loop-wait) loop_wait=${2:-} && shift ;;
      *) refuse "up does not know '$1'" ;;
    esac
    shift
  done
  [[ $nodes == [2-9] ]] || refuse '--nodes takes 2 to 9'
  [[ $haproxies == [12] ]] || refuse '--haproxies takes 1 or 2'
  [[ $loop_wait =~ ^[1-9][0-9]?$ ]] || refuse '--loop-wait takes 1 to 99'
  [[ -z $with || -n $(birth "$with") ]] || refuse "--with: no process $with"
  may_begin
  live_with $$
  watch_over
  choose_ports
  remember_settings
  write_all "$fallback"
  start_all "$loop_wait"
  write_cluster_file
  live_with "$with"
  tell
}

may_begin() {
  local program missing=()
  for program in curl etcd haproxy jq patroni pgbouncer ss $([[ $tls == no ]] || echo openssl); do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  [[ -n $(postgresql_programs 2>/dev/null) ]] || missing+=(postgresql)
  ((${#missing[@]} == 0)) ||
    refuse "missing: ${missing[*]}. Run: apt-get install --no-install-recommends $packages"
  [[ -z $(ls -A) ]] || refuse "$dir is not empty: name a new folder"
  ((${#dir} <= 80)) || refuse "$dir is too long for the path of a socket: name a shorter one"
  "${as_owner[@]}" test -x . || refuse "the user postgres cannot enter $dir: name a folder that it can"
}

write_all() { # whether reads fall back to the leader
  local name folders
  mapfile -t folders < <(echo etcd && haproxy_names && echo pgbouncer && node_names)
  mkdir "${folders[@]}"
  write_secrets
  if [[ $tls == yes ]]; then
    write_certificates
    folders+=(tls)
  fi
  write_etcd
  for name in $(haproxy_names); do write_haproxy "$name" "$1"; done
  write_pgbouncer
  for name in $(node_names); do write_node "$name"; done
  chmod -R go= "${folders[@]}"
  ((EUID != 0)) || chown -R postgres:postgres "${folders[@]}"
}

start_all() { # how many seconds Patroni lets pass between two looks
  local node
  start_service etcd
  await 60 etcd works etcd
  start_service n1
  await 120 'the first leader' rest n1 /primary
  create_database
  for node in $(node_names | tail -n +2); do start_service "$node"; done
  for node in $(haproxy_names); do start_service "$node"; done
  start_service pgbouncer
  await 120 'all followers to stream' all_stream
  rest n1 /config --output /dev/null --request PATCH --json "{\"loop_wait\": $1, \"ttl\": $(($1 + 20))}"
  await 60 'writes through PgBouncer' takes_writes
  await 60 'reads through HAProxy from every follower, and writes to the leader' all_read
}

create_database() {
  psql_as postgres "$(sql_port n1)" postgres <<END
CREATE ROLE app LOGIN PASSWORD '$(secret app)';
CREATE ROLE ops LOGIN PASSWORD '$(secret ops)' IN ROLE pg_monitor, pg_checkpoint, pg_signal_backend;
GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) TO ops;
CREATE DATABASE app OWNER app;
END
}

all_stream() {
  (($(psql_as postgres "$(sql_port "$(leader)")" postgres \
    -c "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == nodes - 1))
}

# How many are up does not tell: HAProxy takes 9 s to miss a new leader among the followers, and 6 s to see who follows.
all_read() {
  local leads name node wanted=''
  leads=$(leader) || return
  for node in $(node_names); do
    [[ $node == "$leads" ]] || wanted+="pg_read $node "
  done
  for name in $(haproxy_names); do
    [[ $(haproxy_says 'show stat' "$name" | awk -F, '$1 ~ /^pg_/ && $2 != "BACKEND" && $18 == "UP" { print $1, $2 }' |
      sort | tr '\n' ' ') == "${wanted}pg_write $leads " ]] || return
  done
}

haproxy_says() { # a command of its runtime API, and which one is asked if not the first
  local api
  if [[ $tls == yes ]]; then
    printf '%s\n' "$1" | openssl s_client -quiet -verify_quiet -verify_return_error -CAfile secrets/ca.pem \
      -cert secrets/client.pem -key secrets/client.key -connect "127.0.0.1:$(api_port "${2:-haproxy}")" 2>/dev/null
    return
  fi
  exec {api}<>"/dev/tcp/127.0.0.1/$(api_port "${2:-haproxy}")"
  printf '%s\n' "$1" >&"$api"
  cat <&"$api"
  exec {api}>&-
}

tell() {
  local node
  for node in $(node_names); do
    printf '%-10s postgresql://127.0.0.1:%s  Patroni %s://127.0.0.1:%s\n' \
      "$node" "$(sql_port "$node")" "$(scheme)" "$(rest_port "$node")"
  done
  printf '%-10s %s://127.0.0.1:%s\n' etcd "$(scheme)" "$(etcd_port)"
  for node in $(haproxy_names); do
    printf '%-10s read 127.0.0.1:%s  write 127.0.0.1:%s  runtime API 127.0.0.1:%s, %s\n' \
      "$node" "$(read_port "$node")" "$(write_port "$node")" "$(api_port "$node")" "$dir/$node/api.sock"
  done
  printf '%-10s 127.0.0.1:%s, database app\n' pgbouncer "$(pgbouncer_port)"
  printf '%-10s PGPASSFILE=%s psql -h 127.0.0.1 -p %s -U app app\n' client "$dir/secrets/pgpass" "$(pgbouncer_port)"
  printf '%-10s %s\n' tidalctl "$dir/cluster.yaml"
}
