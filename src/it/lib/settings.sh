# shellcheck shell=bash
# What the cluster is made of: ports and secrets, and each service's own configuration.

nodes=0
base=0
haproxies=1
tls=no

remember_settings() { # for later verbs, and the ports for whoever tests with them
  local node name number
  cat >settings <<END
nodes=$nodes
base=$base
haproxies=$haproxies
tls=$tls
etcd=$(etcd_port)
$(for name in $(haproxy_names); do
    number=${name#haproxy}
    printf 'write%s=%s\nread%s=%s\napi%s=%s\n' \
      "$number" "$(write_port "$name")" "$number" "$(read_port "$name")" "$number" "$(api_port "$name")"
  done)
pgbouncer=$(pgbouncer_port)
$(for node in $(node_names); do
    printf '%s=%s\n%s_rest=%s\n' "$node" "$(sql_port "$node")" "$node" "$(rest_port "$node")"
  done)
END
}

etcd_port() { echo $((base)); }
peer_port() { echo $((base + 1)); }
write_port() { haproxy_port 2 "$@"; } # an HAProxy; the first when none is named
read_port() { haproxy_port 3 "$@"; }  # likewise
api_port() { haproxy_port 4 "$@"; }   # likewise
haproxy_port() { [[ ${2:-haproxy} == haproxy ]] && echo $((base + $1)) || echo $((base + $1 + 4)); }
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

haproxy_names() {
  echo haproxy
  ((haproxies == 1)) || echo haproxy2
}

scheme() {
  if [[ $tls == yes ]]; then echo https; else echo http; fi
}

# An authority of the cluster's own, whose key nobody needs once it has signed for the servers and for their clients.
write_certificates() {
  local name
  mkdir tls
  new_key -subj /CN=rehearsal -addext basicConstraints=critical,CA:TRUE -keyout secrets/ca.key -out secrets/ca.pem
  for name in server client; do
    new_key -CA secrets/ca.pem -CAkey secrets/ca.key -subj "/CN=$name" -addext subjectAltName=IP:127.0.0.1 \
      -keyout "secrets/$name.key" -out "secrets/$name.pem"
  done
  mv secrets/server.* tls
  cat tls/server.pem tls/server.key >tls/both.pem
  cp secrets/ca.pem tls
  rm secrets/ca.key
}

new_key() { # what openssl is to know besides
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 \
    -config <(printf '[req]\ndistinguished_name = any\n[any]\n') "$@" 2>>tls/openssl.log ||
    fail "openssl makes no certificate: see $dir/tls/openssl.log"
}

tls_of_clients() { # as the cluster file has it
  [[ $tls == no ]] ||
    printf ', tls: { ca: secrets/ca.pem, cert: secrets/client.pem, key: secrets/client.key }'
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
listen-client-urls: $(scheme)://127.0.0.1:$(etcd_port)
advertise-client-urls: $(scheme)://127.0.0.1:$(etcd_port)
listen-peer-urls: http://127.0.0.1:$(peer_port)
initial-advertise-peer-urls: http://127.0.0.1:$(peer_port)
initial-cluster: etcd=http://127.0.0.1:$(peer_port)
logger: zap
log-outputs: [stderr]
enable-grpc-gateway: true
END
  [[ $tls == no ]] || cat >>etcd/etcd.yml <<END
client-transport-security:
  cert-file: $dir/tls/server.pem
  key-file: $dir/tls/server.key
  trusted-ca-file: $dir/tls/ca.pem
  client-cert-auth: true
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
  authentication: { username: admin, password: '$(secret rest)' }$(rest_tls)
etcd3: { host: '127.0.0.1:$(etcd_port)'$(etcd_tls) }
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
    - local all all scram-sha-256$(certificate_of_ops)
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication replicator 127.0.0.1/32 scram-sha-256
  parameters:
    unix_socket_directories: $dir/$1
    shared_preload_libraries: ''$(postgresql_tls)
tags:
  version: "1.0.0"
END
}

# Whoever asks for a change must show a certificate, besides the password; who only looks need not.
rest_tls() {
  [[ $tls == no ]] || cat <<END

  certfile: $dir/tls/server.pem
  keyfile: $dir/tls/server.key
  cafile: $dir/tls/ca.pem
  verify_client: optional
ctl: { cacert: $dir/tls/ca.pem, certfile: $dir/tls/server.pem, keyfile: $dir/tls/server.key }
END
}

etcd_tls() {
  [[ $tls == no ]] ||
    printf ', protocol: https, cacert: %s, cert: %s, key: %s' "$dir/tls/ca.pem" "$dir/tls/server.pem" "$dir/tls/server.key"
}

postgresql_tls() {
  [[ $tls == no ]] || cat <<END

    ssl: 'on'
    ssl_cert_file: $dir/tls/server.pem
    ssl_key_file: $dir/tls/server.key
    ssl_ca_file: $dir/tls/ca.pem
END
}

# Its password alone does not let it in.
certificate_of_ops() {
  [[ $tls == no ]] || cat <<END

    - hostssl all ops 127.0.0.1/32 scram-sha-256 clientcert=verify-ca
    - host all ops 127.0.0.1/32 reject
END
}

# Checks and limits are those of Patroni's documentation.
write_haproxy() { # its name, and whether reads fall back to the leader: yes or no
  local fallback=
  [[ $2 == no ]] || fallback='use_backend pg_write if { nbsrv(pg_read) eq 0 }'
  cat >"$1/haproxy.cfg" <<END
global
  maxconn 1000
$(haproxy_api "$1")
  stats socket $dir/$1/api.sock mode 660 level admin

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

$(haproxy_tls "$1")

frontend write
  bind 127.0.0.1:$(write_port "$1")
  default_backend pg_write

frontend read
  bind 127.0.0.1:$(read_port "$1")
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

haproxy_api() { # its name
  [[ $tls == yes ]] || printf '  stats socket ipv4@127.0.0.1:%s level admin' "$(api_port "$1")"
}

# HAProxy 2.6 takes the word ssl for its stats socket, and ignores it.
haproxy_tls() { # its name
  [[ $tls == no ]] || cat <<END
listen api
  bind 127.0.0.1:$(api_port "$1") ssl crt $dir/tls/both.pem verify required ca-file $dir/tls/ca.pem
  server self unix@$dir/$1/api.sock
END
}

haproxy_servers() {
  local node checks=''
  [[ $tls == no ]] || checks=" check-ssl verify required ca-file $dir/tls/ca.pem"
  for node in $(node_names); do
    printf '  server %s 127.0.0.1:%s check port %s%s\n' "$node" "$(sql_port "$node")" "$(rest_port "$node")" "$checks"
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
  [[ $tls == no ]] || cat >>pgbouncer/pgbouncer.ini <<END
client_tls_sslmode = require
client_tls_cert_file = $dir/tls/server.pem
client_tls_key_file = $dir/tls/server.key
client_tls_ca_file = $dir/tls/ca.pem
END
  printf '"app" "%s"\n"ops" "%s"\n' "$(secret app)" "$(secret ops)" >pgbouncer/users.txt
}

write_cluster_file() {
  local node
  cat >cluster.yaml <<END
apiVersion: tidalctl/v1
name: rehearsal
driver: patroni
patroni: { scope: main, versionFrom: "tag:version", auth: { user: admin, passwordFile: secrets/rest }$(tls_of_clients) }
nodes:
$(for node in $(node_names); do
    printf '  - { name: %s, url: "%s://127.0.0.1:%s" }\n' "$node" "$(scheme)" "$(rest_port "$node")"
  done)
policy: { minServing: 1, maxUnavailable: 1, soak: 0s }
upgrade:
  command: ["$here/pg", node-restart, "$dir", "{node}", "{version}"]
routing:
  haproxy: { endpoints: [$(haproxy_endpoints)], readBackend: pg_read, writeBackend: pg_write$(tls_of_clients) }
  pgbouncer: { consoles: ["127.0.0.1:$(pgbouncer_port)"], databases: [app], user: ops, passwordFile: secrets/ops$(tls_of_clients) }
sql: { user: ops, passwordFile: secrets/ops, database: app$(tls_of_clients) }
state: { dir: state, etcd: { endpoints: ["$(scheme)://127.0.0.1:$(etcd_port)"]$(tls_of_clients) } }
END
}

haproxy_endpoints() { # as the cluster file has them
  local name between=''
  for name in $(haproxy_names); do
    printf '%s"127.0.0.1:%s"' "$between" "$(api_port "$name")"
    between=', '
  done
}
