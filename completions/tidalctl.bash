# bash completion for tidalctl
# Generated from the command model: mvn -q test -Dtest=DocsDriftTest -Ddocs.update
# shellcheck shell=bash disable=SC2207

_tidalctl() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=tidalctl word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case "$path $word" in
      'tidalctl status' | 'tidalctl drain' | 'tidalctl rejoin' | 'tidalctl roll' | 'tidalctl runs' | 'tidalctl runs close' | 'tidalctl report' | 'tidalctl check' | 'tidalctl unlock' | 'tidalctl sandbox' | 'tidalctl sandbox up' | 'tidalctl sandbox down' | 'tidalctl sandbox load' | 'tidalctl sandbox verify' | 'tidalctl sandbox upgrade' | 'tidalctl sandbox fault' | 'tidalctl demo') path="$path $word" ;;
    esac
  done
  case $prev in
    --output | -o) COMPREPLY=($(compgen -W 'text json ndjson' -- "$cur")); return ;;
    --cluster | --html | --load | --out) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --dir) COMPREPLY=($(compgen -d -- "$cur")); return ;;
    --adopt | --catch-up | --duration | --max-unavailable | --node | --nodes | --only | --queries | --ramp | --reason | --resume | --retention-cap | --run | --seed | --skip | --soak | --start-version | --stop-after | --timeout | --timeout-drain | --timeout-rejoin | --timeout-upgrade | --to | --url | --writes | --zones) return ;;
  esac
  case $path in
    'tidalctl') COMPREPLY=($(compgen -W 'status drain rejoin roll runs report check unlock sandbox demo --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl status') COMPREPLY=($(compgen -W '--watch --exit-code --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl drain') COMPREPLY=($(compgen -W '--timeout --reason --adopt --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl rejoin') COMPREPLY=($(compgen -W '--timeout --reason --adopt --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl roll') COMPREPLY=($(compgen -W '--dry-run --yes --to --only --skip --adopt --include-unready --stop-after --soak --max-unavailable --timeout-drain --timeout-upgrade --timeout-rejoin --resume --accept-changes --retry-failed --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl runs') COMPREPLY=($(compgen -W 'close --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl runs close') COMPREPLY=($(compgen -W '--cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl report') COMPREPLY=($(compgen -W '--html --markdown --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl check') COMPREPLY=($(compgen -W '--to --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl unlock') COMPREPLY=($(compgen -W '--run --force --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl sandbox') COMPREPLY=($(compgen -W 'up down load verify upgrade fault --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl sandbox up') COMPREPLY=($(compgen -W '--dir --nodes --start-version --retention-cap --zones --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl sandbox down') COMPREPLY=($(compgen -W '--dir --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl sandbox load') COMPREPLY=($(compgen -W '--dir --url --duration --ramp --writes --queries --out --seed --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl sandbox verify') COMPREPLY=($(compgen -W '--dir --load --catch-up --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl sandbox upgrade') COMPREPLY=($(compgen -W '--dir --node --to --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl sandbox fault') COMPREPLY=($(compgen -W '--dir --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
    'tidalctl demo') COMPREPLY=($(compgen -W '--nodes --writes --queries --naive --dir --keep --html --cluster --output --quiet --verbose --no-color --debug --help --version' -- "$cur")) ;;
  esac
}

complete -o filenames -F _tidalctl tidalctl
