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
      @VALUED@) option=$word ;;
      -*) ;;
      *)
        case "$command $word" in
          @COMMANDS@) command="$command $word" ;;
          *) given=$((given + 1)) ;;
        esac
        ;;
    esac
  done
  [[ $cur != = ]] || cur=
  if [[ -n $option && $cur != -* ]]; then
    case "$command $option" in
@VALUES@
    esac
    return
  fi
  case $command in
@WORDS@
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
