# shellcheck shell=bash
# What the cluster is made of: ports and secrets, and each service's own configuration.

nodes=0
base=0

remember_settings() { # for later verbs, and the ports for whoever tests with them
  local node
  cat >settings <<END
nodes=$nodes
base=$base
etcd=$(etcd_port)
write=$(write_port)
read=$(read_port)
api=$(api_port)
pgbouncer=$(pgbouncer_port)
$(for node in $(node_names); do
    printf '%s=%s\n%s_rest=%s\n' "$node" "$(sql_port "$node")" "$node" "$(rest_port "$node")"
  done)
END
}

etcd_port() { echo $((base)); }
peer_port() { echo $((base + 1)); }
write_port() { echo $((base + 2)); }
read_port() { echo $((base + 3)); }
api_port() { echo $((base + 4)); }
pgbouncer_port() { echo $((base + 5)); }
sql_port() { echo $((base + 10 + ${1#n})); }  # a node
rest_port() { echo $((base + 20 + ${1#n})); } # a node

# Below the range that the kernel gives to clients, so that what is restarted finds its port free.
choose_ports() {
  local taken tries
  taken=" $(ss -Htln | awk '{ sub(".*:", "", $4); print $4 }' | tr '\n' ' ') "
  for ((tries = 0; tries < 100; tries++)); do
    base=$((20000 + RANDOM % 300 * 40))
    for ((port = base; port < base + 40; port++)); do
      [[ $taken != *" $port "* ]] || continue 2
    done
    return
  done
  fail 'no 40 free ports in a row'
}

node_names() {
  seq -f 'n%.0f' "$nodes"
}

secret() { # its name
  cat "secrets/$1"
}

write_secrets() {
  local name
  mkdir -m 700 secrets
  for name in superuser replicator ops app rest; do
    (umask 077 && head -c 18 /dev/urandom | base64 | tr '+/' 'xy' >"secrets/$name")
  done
  (
    umask 077
    printf '127.0.0.1:*:*:postgres:%s\n127.0.0.1:*:*:ops:%s\n127.0.0.1:*:*:app:%s\n' \
      "$(secret superuser)" "$(secret ops)" "$(secret app)" >secrets/pgpass
    printf 'machine 127.0.0.1 login admin password %s\n' "$(secret rest)" >secrets/netrc
  )
}

write_etcd() {
  cat >etcd/etcd.yml <<END
name: etcd
data-dir: data
listen-client-urls: http://127.0.0.1:$(etcd_port)
advertise-client-urls: http://127.0.0.1:$(etcd_port)
listen-peer-urls: http://127.0.0.1:$(peer_port)
initial-advertise-peer-urls: http://127.0.0.1:$(peer_port)
initial-cluster: etcd=http://127.0.0.1:$(peer_port)
logger: zap
log-outputs: [stderr]
enable-grpc-gateway: true
END
}

# loop_wait is raised to its default, as ttl and retry_timeout are from the start, when all nodes stream: the slots of
# new nodes are made once a loop, and nobody wants to wait 10 s for that.
write_node() { # its name
  cat >"$1/patroni.yml" <<END
scope: main
name: $1
restapi:
  listen: 127.0.0.1:$(rest_port "$1")
  connect_address: 127.0.0.1:$(rest_port "$1")
  authentication: { username: admin, password: '$(secret rest)' }
etcd3: { host: '127.0.0.1:$(etcd_port)' }
bootstrap:
  dcs:
    ttl: 30
    loop_wait: 1
    retry_timeout: 10
    maximum_lag_on_failover: 1048576
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters: { shared_buffers: 32MB, max_connections: 100 }
  initdb: [{ encoding: UTF8 }, { locale: C }, data-checksums]
postgresql:
  listen: 127.0.0.1:$(sql_port "$1")
  connect_address: 127.0.0.1:$(sql_port "$1")
  data_dir: $dir/$1/data
  bin_dir: $(postgresql_programs)
  pgpass: $dir/$1/pgpass
  authentication:
    superuser: { username: postgres, password: '$(secret superuser)' }
    replication: { username: replicator, password: '$(secret replicator)' }
  basebackup: [{ checkpoint: fast }]
  pg_hba:
    - local all all scram-sha-256
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication replicator 127.0.0.1/32 scram-sha-256
  parameters:
    unix_socket_directories: $dir/$1
    shared_preload_libraries: ''
tags:
  version: "1.0.0"
END
}

# Checks and limits are those of Patroni's documentation.
write_haproxy() { # whether reads fall back to the leader: yes or no
  local fallback=
  [[ $1 == no ]] || fallback='use_backend pg_write if { nbsrv(pg_read) eq 0 }'
  cat >haproxy/haproxy.cfg <<END
global
  maxconn 1000
  stats socket ipv4@127.0.0.1:$(api_port) level admin
  stats socket $dir/haproxy/api.sock mode 660 level admin

defaults
  mode tcp
  retries 2
  timeout connect 4s
  timeout client 30m
  timeout server 30m
  timeout check 5s
  option httpchk
  http-check expect status 200
  default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions

frontend write
  bind 127.0.0.1:$(write_port)
  default_backend pg_write

frontend read
  bind 127.0.0.1:$(read_port)
  $fallback
  default_backend pg_read

backend pg_write
  option httpchk OPTIONS /primary
$(haproxy_servers)

backend pg_read
  balance leastconn
  option httpchk OPTIONS /replica
$(haproxy_servers)
END
}

haproxy_servers() {
  local node
  for node in $(node_names); do
    printf '  server %s 127.0.0.1:%s check port %s\n' "$node" "$(sql_port "$node")" "$(rest_port "$node")"
  done
}

# Its own wait of 15 s after a refused login would be the longest of all in a switchover.
write_pgbouncer() {
  cat >pgbouncer/pgbouncer.ini <<END
[databases]
app = host=127.0.0.1 port=$(write_port) dbname=app

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $(pgbouncer_port)
unix_socket_dir =
auth_type = scram-sha-256
auth_file = users.txt
admin_users = ops
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
server_login_retry = 1
ignore_startup_parameters = extra_float_digits
END
  printf '"app" "%s"\n"ops" "%s"\n' "$(secret app)" "$(secret ops)" >pgbouncer/users.txt
}

write_cluster_file() {
  local node
  cat >cluster.yaml <<END
apiVersion: tidalctl/v1
name: rehearsal
driver: patroni
patroni: { scope: main, versionFrom: "tag:version", auth: { user: admin, passwordFile: secrets/rest } }
nodes:
$(for node in $(node_names); do
    printf '  - { name: %s, url: "http://127.0.0.1:%s" }\n' "$node" "$(rest_port "$node")"
  done)
policy: { minServing: 1, maxUnavailable: 1, soak: 0s }
upgrade:
  command: ["$here/pg", node-restart, "$dir", "{node}", "{version}"]
routing:
  haproxy: { endpoints: ["127.0.0.1:$(api_port)"], readBackend: pg_read, writeBackend: pg_write }
  pgbouncer: { consoles: ["127.0.0.1:$(pgbouncer_port)"], databases: [app], user: ops, passwordFile: secrets/ops }
sql: { user: ops, passwordFile: secrets/ops, database: app }
state: { dir: state, etcd: { endpoints: ["http://127.0.0.1:$(etcd_port)"] } }
END
}
