# fish completion for tidalctl
# Generated from src/completions and the command model: mvn -q test -Dtest=DocsDriftTest -Ddocs.update

function __tidalctl_command --description 'Prints the command that is typed, without options, and how many arguments it was given'
    set -l command tidalctl
    set -l given 0
    set -l value no
    for word in (commandline -opc)[2..]
        if test $value = yes; and not string match -q -- '-*' $word
            set value no
            continue
        end
        set value no
        switch $word
            case --adopt --catch-up --cluster --dir --duration --html --load --log-file --max-unavailable --metrics-file --node --nodes --only --out --output --plan --plan-out --queries --ramp --reason --resume --retention-cap --run --seed --skip --soak --start-version --stop-after --timeout --timeout-drain --timeout-rejoin --timeout-upgrade --to --url --writes --zones -o
                set value yes
            case '-*'
            case '*'
                switch "$command $word"
                    case 'tidalctl status' 'tidalctl drain' 'tidalctl rejoin' 'tidalctl roll' 'tidalctl runs' 'tidalctl runs close' 'tidalctl report' 'tidalctl check' 'tidalctl unlock' 'tidalctl sandbox' 'tidalctl sandbox up' 'tidalctl sandbox down' 'tidalctl sandbox load' 'tidalctl sandbox verify' 'tidalctl sandbox upgrade' 'tidalctl sandbox fault' 'tidalctl demo'
                        set command "$command $word"
                    case '*'
                        set given (math $given + 1)
                end
        end
    end
    echo $command
    echo $given
end

function __tidalctl_at --description 'Whether this command is typed'
    test (__tidalctl_command)[1] = "$argv"
end

function __tidalctl_parameter --description 'Whether this parameter of this command is next'
    set -l typed (__tidalctl_command)
    test "$typed[2]" = $argv[1]; and test "$typed[1]" = "$argv[2..]"
end

function __tidalctl_after --description 'Whether this option of this command is the last word'
    test (commandline -opc)[-1] = $argv[1]; and __tidalctl_at $argv[2..]
end

function __tidalctl_names --description 'Prints nodes or runs, by the cluster file in use'
    set -l words (commandline -opc)
    set -l cluster
    for i in (seq 2 (count $words))
        switch $words[$i]
            case '--cluster=*'
                set cluster --cluster (string replace -- '--cluster=' '' $words[$i])
            case '--dir=*'
                set cluster --cluster (string replace -- '--dir=' '' $words[$i])/cluster.yaml
            case --cluster
                set cluster --cluster $words[(math $i + 1)]
            case --dir
                set cluster --cluster $words[(math $i + 1)]/cluster.yaml
        end
    end
    set cluster (string replace -r -- '^~/' "$HOME/" $cluster)
    $words[1] complete $cluster $argv 2>/dev/null </dev/null
end

function __tidalctl_list --description 'Prints nodes to be joined by commas'
    set -l lead (commandline -ct | string replace -r -- '^--[^=]*=' '' | string replace -rf -- '[^,]*$' '')
    for name in (__tidalctl_names nodes)
        echo "$lead$name"
    end
end

complete -c tidalctl -f
complete -c tidalctl -n '__tidalctl_at tidalctl' -a status -d 'Show every node, the leader, the lease and what is unfinished'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a drain -d 'Take one node out of service, without losing a query or a write'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a rejoin -d 'Bring one node back into service, once it has every acknowledged write'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a roll -d 'Upgrade every node in turn, the leader last, while the cluster serves'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a runs -d 'List the rolls of a cluster that have a journal'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a report -d 'Show what came of one roll'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a check -d 'Check the cluster file, all that it names, and whether a roll could begin'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a unlock -d 'Break the lease of an abandoned run'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a sandbox -d 'Run a rehearsal cluster of real processes on this machine'
complete -c tidalctl -n '__tidalctl_at tidalctl' -a demo -d 'Roll a rehearsal cluster under load and show that no client noticed'
complete -c tidalctl -l cluster -r -F -d 'The cluster file. Default: the value of TIDALCTL_CLUSTER.'
complete -c tidalctl -s o -l output -x -a 'text json ndjson' -d 'text, json or ndjson (one event a line as it happens, then the report). Default: text.'
complete -c tidalctl -s q -l quiet -d 'Print no progress on stderr, only errors.'
complete -c tidalctl -s v -l verbose -d 'Print every stage of a node and every change that is sent.'
complete -c tidalctl -l no-color -d 'Plain lines: no colour and no cursor movement. NO_COLOR does the same.'
complete -c tidalctl -l debug -d 'Log requests and print stack traces on stderr.'
complete -c tidalctl -s h -l help -d 'Show this help message and exit.'
complete -c tidalctl -s V -l version -d 'Print version information and exit.'
complete -c tidalctl -n '__tidalctl_at tidalctl status' -l watch -d 'Show the cluster again whenever it changes, until interrupted; while it can\'t be reached, say how old the last look is.'
complete -c tidalctl -n '__tidalctl_at tidalctl status' -l exit-code -d 'Exit 5 when a node does not serve or is unhealthy, there is no leader, a run was abandoned, or who has the lease is not known.'
complete -c tidalctl -n '__tidalctl_parameter 0 tidalctl drain' -a '(__tidalctl_names nodes)'
complete -c tidalctl -n '__tidalctl_at tidalctl drain' -l timeout -x -d 'Undo the drain after this long, for example 30s. Default: timeouts.drain.'
complete -c tidalctl -n '__tidalctl_at tidalctl drain' -l reason -x -d 'Why, for others to read in the node\'s hold.'
complete -c tidalctl -n '__tidalctl_at tidalctl drain' -l adopt -x -a '(__tidalctl_list)' -d 'Take over the hold that somebody else has on this node. Name or shard id; may be repeated.'
complete -c tidalctl -n '__tidalctl_at tidalctl drain' -l log-file -r -F -d 'Add progress, warnings and errors to this file, too, each line with its time; also with -q and -o json.'
complete -c tidalctl -n '__tidalctl_parameter 0 tidalctl rejoin' -a '(__tidalctl_names nodes)'
complete -c tidalctl -n '__tidalctl_at tidalctl rejoin' -l timeout -x -d 'Give up after this long without any progress, for example 60s. Default: timeouts.rejoin.'
complete -c tidalctl -n '__tidalctl_at tidalctl rejoin' -l reason -x -d 'Why, for others to read in the node\'s hold.'
complete -c tidalctl -n '__tidalctl_at tidalctl rejoin' -l adopt -x -a '(__tidalctl_list)' -d 'Take over the hold that somebody else has on this node. Name or shard id; may be repeated.'
complete -c tidalctl -n '__tidalctl_at tidalctl rejoin' -l log-file -r -F -d 'Add progress, warnings and errors to this file, too, each line with its time; also with -q and -o json.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l dry-run -d 'Print the plan and change nothing.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -s y -l yes -d 'Do not ask before the roll begins.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l to -x -d 'The version that every node shall report. Without it a node is done when it has restarted.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l only -x -a '(__tidalctl_list)' -d 'Roll only this node. Name or shard id; may be repeated.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l skip -x -a '(__tidalctl_list)' -d 'Leave this node, and any hold on it, as it is. May be repeated.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l adopt -x -a '(__tidalctl_list)' -d 'Take over the hold that somebody else has on this node. May be repeated.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l include-unready -d 'Take nodes that do not answer, too, first and straight to drained.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l stop-after -x -d 'End after this many nodes, resumable; exit 9.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l soak -x -d 'Watch the cluster this long between nodes. Default: policy.soak.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l max-unavailable -x -d 'How many nodes may be out of service or unhealthy at once. Default: policy.maxUnavailable.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l timeout-drain -x -d 'Undo a drain after this long. Default: timeouts.drain.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l timeout-upgrade -x -d 'End the upgrade command after this long. Default: timeouts.upgrade.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l timeout-rejoin -x -d 'Give a rejoin up after this long without any progress. Default: timeouts.rejoin.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l resume -k -a '(__tidalctl_names runs)' -d 'Go on with a roll that is not finished: this run, or the one that this machine\'s journals show. Nodes and version are the run\'s own.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l accept-changes -d 'With --resume: go by the cluster file as it is now, though it has changed.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l retry-failed -d 'With --resume: try Failed nodes again, also where nobody knows the outcome.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l plan-out -r -F -d 'With --dry-run: write the plan to this file, too, for --plan.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l plan -r -F -d 'Roll exactly what this file plans. Refused, exit 3, naming each difference, when the cluster or its file is no longer as it was. The file says what is rolled, and how: no option beside it may.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l metrics-file -r -F -d 'Keep the roll\'s state in this file, once a second, as metrics for node_exporter\'s textfile collector: a name that ends in .prom, in its folder.'
complete -c tidalctl -n '__tidalctl_at tidalctl roll' -l log-file -r -F -d 'Add progress, warnings and errors to this file, too, each line with its time; also with -q and -o json.'
complete -c tidalctl -n '__tidalctl_after --resume tidalctl roll' -k -a '(__tidalctl_names runs)'
complete -c tidalctl -n '__tidalctl_at tidalctl runs' -a close -d 'Give up a roll that is not finished, so that another may begin'
complete -c tidalctl -n '__tidalctl_parameter 0 tidalctl runs close' -k -a '(__tidalctl_names runs)'
complete -c tidalctl -n '__tidalctl_parameter 0 tidalctl report' -k -a '(__tidalctl_names runs)'
complete -c tidalctl -n '__tidalctl_at tidalctl report' -l html -r -F -d 'Also write it into FILE as one page with drawings, without scripts or network. A FILE that is there is replaced.'
complete -c tidalctl -n '__tidalctl_at tidalctl report' -l markdown -d 'Print it as Markdown, for a change ticket.'
complete -c tidalctl -n '__tidalctl_at tidalctl check' -l to -x -d 'Judge a roll to this version. Default: a roll that touches every node.'
complete -c tidalctl -n '__tidalctl_at tidalctl unlock' -l run -x -k -a '(__tidalctl_names runs)' -d 'The run whose lease it is, as tidalctl status names it.'
complete -c tidalctl -n '__tidalctl_at tidalctl unlock' -l force -d 'Also break a lease that is still renewed: its run stops changing anything.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox' -a up -d 'Start a rehearsal cluster and return when it is healthy'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox' -a down -d 'End exactly the processes of a rehearsal cluster'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox' -a load -d 'Put an open-loop load on a rehearsal cluster and report what its clients saw'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox' -a verify -d 'Check every acknowledged signal\'s content on every node of a rehearsal cluster'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox' -a upgrade -d 'Stop a node of a rehearsal cluster and start it as another version'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox' -a fault -d 'Disturb a rehearsal cluster, or heal it'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox up' -l dir -x -a '(__fish_complete_directories)' -d 'The folder of the sandbox; what an ended one left there is removed.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox up' -l nodes -x -d 'How many nodes (default: 3).'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox up' -l start-version -x -d 'The version they run (default: 1.0.0).'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox up' -l retention-cap -x -d 'How many events of write-ahead log are kept at most for a node that lags (default: 200000).'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox up' -l zones -x -d 'The nodes\' zones, one a node, with commas between them.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox down' -l dir -x -a '(__fish_complete_directories)' -d 'The folder of the sandbox.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox load' -l dir -x -a '(__fish_complete_directories)' -d 'The folder of the sandbox.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox load' -l url -x -d 'The gateway itself, such as http://127.0.0.1:7400.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox load' -l duration -x -d 'How long requests are sent, such as 40s or 5m.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox load' -l ramp -x -d 'How long the rates grow from nothing at first (default: 3s).'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox load' -l writes -x -d 'Writes a second (default: 500).'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox load' -l queries -x -d 'Queries a second (default: 500).'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox load' -l out -r -F -d 'Where the whole report goes, with every acknowledged signal.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox load' -l seed -x -d 'The seed of ids, payloads and of the choice of what is read.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox verify' -l dir -x -a '(__fish_complete_directories)' -d 'The folder of the sandbox.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox verify' -l load -r -F -d 'The report that sandbox load wrote.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox verify' -l catch-up -x -d 'How long the nodes may take to catch up (default: 30s).'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox upgrade' -l dir -x -a '(__fish_complete_directories)' -d 'The folder of the sandbox.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox upgrade' -l node -x -a '(__tidalctl_names nodes)' -d 'The name of the node.'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox upgrade' -l to -x -d 'The version to start it as.'
complete -c tidalctl -n '__tidalctl_parameter 0 tidalctl sandbox fault' -a 'kill stop start restart pause-apply resume-apply slow-ship cut heal'
complete -c tidalctl -n '__tidalctl_parameter 1 tidalctl sandbox fault' -a '(__tidalctl_names nodes) control all'
complete -c tidalctl -n '__tidalctl_at tidalctl sandbox fault' -l dir -x -a '(__fish_complete_directories)' -d 'The folder of the sandbox.'
complete -c tidalctl -n '__tidalctl_at tidalctl demo' -l nodes -x -d 'How many nodes (default: 3).'
complete -c tidalctl -n '__tidalctl_at tidalctl demo' -l writes -x -d 'Writes a second (default: 500).'
complete -c tidalctl -n '__tidalctl_at tidalctl demo' -l queries -x -d 'Queries a second (default: 500).'
complete -c tidalctl -n '__tidalctl_at tidalctl demo' -l naive -d 'Kill and start one node after another instead, without a drain.'
complete -c tidalctl -n '__tidalctl_at tidalctl demo' -l dir -x -a '(__fish_complete_directories)' -d 'The sandbox\'s folder, which stays; a temporary one is removed.'
complete -c tidalctl -n '__tidalctl_at tidalctl demo' -l keep -d 'Leave the sandbox running, for a look around.'
complete -c tidalctl -n '__tidalctl_at tidalctl demo' -l html -r -F -d 'Also write the roll\'s report into FILE, as tidalctl report --html does.'
