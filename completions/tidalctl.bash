# bash completion for tidalctl
# Generated from src/completions and the command model: mvn -q test -Dtest=DocsDriftTest -Ddocs.update
# shellcheck shell=bash

# A word as the shell will take it: without its quotes, from the home folder.
_tidalctl_plain() {
  REPLY=${1//[\\\"\']/}
  REPLY=${REPLY/#\~\//$HOME/}
}

# Offers those words, one a line, that begin as what is typed.
_tidalctl_offer() {
  local word
  while IFS= read -r word; do
    [[ -z $word || $word != "$cur"* ]] || COMPREPLY+=("$word")
  done
}

# Nodes or runs, by the cluster file in use; nothing where they can't be told.
_tidalctl_names() {
  local REPLY tool
  _tidalctl_plain "${COMP_WORDS[0]}"
  tool=$REPLY
  _tidalctl_plain "$cluster"
  "$tool" complete ${REPLY:+--cluster "$REPLY"} "$1" 2>/dev/null </dev/null
}

_tidalctl_values() { # where from, and fixed words
  local lead='' name
  case $1 in
    words) _tidalctl_offer < <(printf '%s\n' "${@:2}") ;;
    files | folders)
      compopt -o filenames
      if [[ $1 == files ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      else
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      fi
      ;;
    nodes | runs) _tidalctl_offer < <(_tidalctl_names "$1") ;;
    targets) _tidalctl_offer < <(
      _tidalctl_names nodes
      printf '%s\n' control all
    ) ;;
    list)
      [[ $cur != *,* ]] || lead=${cur%,*},
      _tidalctl_offer < <(_tidalctl_names nodes | while IFS= read -r name; do echo "$lead$name"; done)
      ;;
  esac
}

_tidalctl() {
  local cur=${COMP_WORDS[COMP_CWORD]} command=tidalctl option='' cluster='' given=0 word i
  local options='' commands=() parameters=()
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    [[ $word != = ]] || continue
    if [[ -n $option && $word != -* ]]; then
      case $option in
        --cluster) cluster=$word ;;
        --dir) cluster=$word/cluster.yaml ;;
      esac
      option=
      continue
    fi
    option=
    case $word in
      --adopt | --catch-up | --cluster | --dir | --duration | --html | --load | --log-file | --max-unavailable | --metrics-file | --node | --nodes | --only | --out | --output | --plan | --plan-out | --queries | --ramp | --reason | --resume | --retention-cap | --run | --seed | --skip | --soak | --start-version | --stop-after | --timeout | --timeout-drain | --timeout-rejoin | --timeout-upgrade | --to | --url | --writes | --zones | -o) option=$word ;;
      -*) ;;
      *)
        case "$command $word" in
          'tidalctl status' | 'tidalctl drain' | 'tidalctl rejoin' | 'tidalctl roll' | 'tidalctl runs' | 'tidalctl runs close' | 'tidalctl report' | 'tidalctl check' | 'tidalctl unlock' | 'tidalctl sandbox' | 'tidalctl sandbox up' | 'tidalctl sandbox down' | 'tidalctl sandbox load' | 'tidalctl sandbox verify' | 'tidalctl sandbox upgrade' | 'tidalctl sandbox fault' | 'tidalctl demo') command="$command $word" ;;
          *) given=$((given + 1)) ;;
        esac
        ;;
    esac
  done
  [[ $cur != = ]] || cur=
  if [[ -n $option && $cur != -* ]]; then
    case "$command $option" in
      *' --cluster') _tidalctl_values files ;;
      *' -o' | *' --output') _tidalctl_values words text json ndjson ;;
      'tidalctl drain --adopt') _tidalctl_values list ;;
      'tidalctl drain --log-file') _tidalctl_values files ;;
      'tidalctl rejoin --adopt') _tidalctl_values list ;;
      'tidalctl rejoin --log-file') _tidalctl_values files ;;
      'tidalctl roll --adopt') _tidalctl_values list ;;
      'tidalctl roll --log-file') _tidalctl_values files ;;
      'tidalctl roll --metrics-file') _tidalctl_values files ;;
      'tidalctl roll --only') _tidalctl_values list ;;
      'tidalctl roll --plan') _tidalctl_values files ;;
      'tidalctl roll --plan-out') _tidalctl_values files ;;
      'tidalctl roll --resume') _tidalctl_values runs ;;
      'tidalctl roll --skip') _tidalctl_values list ;;
      'tidalctl report --html') _tidalctl_values files ;;
      'tidalctl unlock --run') _tidalctl_values runs ;;
      'tidalctl sandbox up --dir') _tidalctl_values folders ;;
      'tidalctl sandbox down --dir') _tidalctl_values folders ;;
      'tidalctl sandbox load --dir') _tidalctl_values folders ;;
      'tidalctl sandbox load --out') _tidalctl_values files ;;
      'tidalctl sandbox verify --dir') _tidalctl_values folders ;;
      'tidalctl sandbox verify --load') _tidalctl_values files ;;
      'tidalctl sandbox upgrade --dir') _tidalctl_values folders ;;
      'tidalctl sandbox upgrade --node') _tidalctl_values nodes ;;
      'tidalctl sandbox fault --dir') _tidalctl_values folders ;;
      'tidalctl demo --dir') _tidalctl_values folders ;;
      'tidalctl demo --html') _tidalctl_values files ;;
    esac
    return
  fi
  case $command in
    'tidalctl')
      commands=(status drain rejoin roll runs report check unlock sandbox demo)
      options='--cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl status')
      options='--watch --exit-code --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl drain')
      parameters=('nodes')
      options='--timeout --reason --adopt --log-file --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl rejoin')
      parameters=('nodes')
      options='--timeout --reason --adopt --log-file --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl roll')
      options='--dry-run --yes --to --only --skip --adopt --include-unready --stop-after --soak --max-unavailable --timeout-drain --timeout-upgrade --timeout-rejoin --resume --accept-changes --retry-failed --plan-out --plan --metrics-file --log-file --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl runs')
      commands=(close)
      options='--cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl runs close')
      parameters=('runs')
      options='--cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl report')
      parameters=('runs')
      options='--html --markdown --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl check')
      options='--to --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl unlock')
      options='--run --force --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl sandbox')
      commands=(up down load verify upgrade fault)
      options='--cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl sandbox up')
      options='--dir --nodes --start-version --retention-cap --zones --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl sandbox down')
      options='--dir --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl sandbox load')
      options='--dir --url --duration --ramp --writes --queries --out --seed --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl sandbox verify')
      options='--dir --load --catch-up --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl sandbox upgrade')
      options='--dir --node --to --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl sandbox fault')
      parameters=('words kill stop start restart pause-apply resume-apply slow-ship cut heal' 'targets')
      options='--dir --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
    'tidalctl demo')
      options='--nodes --writes --queries --naive --dir --keep --html --cluster --output --quiet --verbose --no-color --debug --help --version'
      ;;
  esac
  if [[ $cur != -* ]]; then
    # A kind, and its words.
    # shellcheck disable=SC2086
    [[ -z ${parameters[given]-} ]] || _tidalctl_values ${parameters[given]}
    ((${#commands[@]} == 0)) || _tidalctl_values words "${commands[@]}"
  fi
  if [[ $cur == -* || -z $cur ]] && ((${#COMPREPLY[@]} == 0)); then
    # shellcheck disable=SC2086
    _tidalctl_values words $options
  fi
}

complete -F _tidalctl tidalctl
