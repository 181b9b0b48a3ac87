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
            case @VALUED@
                set value yes
            case '-*'
            case '*'
                switch "$command $word"
                    case @COMMANDS@
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
@WORDS@
