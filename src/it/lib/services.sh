# shellcheck shell=bash
# How each service is started, asked and seen to work.

postgresql_programs() {
  find /usr/lib/postgresql/*/bin -maxdepth 0 | sort -V | tail -n 1
}

psql_as() { # a user, a port, a database; the rest is for psql
  PGPASSFILE=$dir/secrets/pgpass PGCONNECT_TIMEOUT=30 "$(postgresql_programs)/psql" \
    -X -q -A -t -w -v ON_ERROR_STOP=1 -h 127.0.0.1 -U "$1" -p "$2" -d "$3" "${@:4}"
}

as_client() { # what curl is to know
  local trust=()
  [[ $tls == no ]] || trust=(--cacert secrets/ca.pem --cert secrets/client.pem --key secrets/client.key)
  curl --silent "${trust[@]}" "$@"
}

rest() { # a node, a path, and what else curl is to know
  as_client --show-error --fail-with-body --max-time 60 --netrc-file "$dir/secrets/netrc" \
    "${@:3}" "$(scheme)://127.0.0.1:$(rest_port "$1")$2"
}

is_node() { # a name
  [[ " $(node_names | tr '\n' ' ')" == *" $1 "* ]]
}

require_node() { # a name
  is_node "${1:-}" || refuse "no node '${1:-}': there are $(node_names | tr '\n' ' ')"
}

require_service() { # a name
  local others
  others="etcd $(haproxy_names | tr '\n' ' ')pgbouncer"
  [[ " $others " == *" ${1:-} "* ]] || is_node "${1:-}" ||
    refuse "no service '${1:-}': there are $others $(node_names | tr '\n' ' ')"
}

start_service() { # its name
  gone "$1" || refuse "$1 runs"
  case $1 in
    etcd) launch etcd etcd --config-file etcd.yml ;;
    haproxy*) launch "$1" haproxy -W -f haproxy.cfg ;;
    pgbouncer) launch pgbouncer pgbouncer pgbouncer.ini ;;
    *) launch "$1" patroni patroni.yml ;;
  esac
}

works() { # a service's name
  case $1 in
    etcd) as_client --fail --max-time 10 "$(scheme)://127.0.0.1:$(etcd_port)/health" ;;
    haproxy*) [[ -n $(ss -Htln "sport = :$(api_port "$1")") ]] ;;
    pgbouncer) psql_as ops "$(pgbouncer_port)" pgbouncer -c 'SHOW VERSION' ;;
    *) node_is "$1" running ;;
  esac
}

node_is() { # a node and a state
  [[ $(rest "$1" /patroni | jq -r .state) == "$2" ]]
}

leader() {
  local node
  for node in $(node_names); do
    if rest "$node" /primary --output /dev/null 2>/dev/null; then
      echo "$node"
      return
    fi
  done
  return 1
}
