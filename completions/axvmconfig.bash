# SPDX-License-Identifier: Apache-2.0
# Completion of axvmconfig for bash. Made by scripts/update-generated from the tables of the program.

# Offers the files that match a pattern, and directories; all files if there are no such.
_axvmconfig_files() {
    local file
    while IFS= read -r file; do
        COMPREPLY+=("$file")
    done < <(compgen -f -X "!$1" -- "$2"; compgen -d -- "$2")
    if [[ ${#COMPREPLY[@]} -eq 0 && $1 != '*' ]]; then
        _axvmconfig_files '*' "$2"
    fi
    compopt -o filenames 2>/dev/null
}

_axvmconfig() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= kind=operand
    local words= pattern= word
    local commands='check show generate explain help'
    local codes='AX0001 not-utf8 AX0002 control-character AX0003 bare-carriage-return AX0004 text-too-large AX0005 key-expected AX0006 equals-expected AX0007 value-expected AX0008 value-not-toml AX0009 string-not-closed AX0010 escape-invalid AX0011 number-invalid AX0012 datetime-invalid AX0013 line-end-expected AX0014 bracket-not-closed AX0015 comma AX0016 header-invalid AX0017 too-deep AX0018 key-too-deep AX0019 duplicate-key AX0020 duplicate-table AX0021 not-extendable AX0022 needs-toml-1-1 AX0101 missing-section AX0102 missing-key AX0103 wrong-type AX0104 integer-range AX0105 value-unknown AX0106 too-few-elements AX0107 surplus-elements AX0108 unknown-key AX0109 unknown-section AX0110 number-overflow AX0111 flat-format AX0112 vm-type-unknown AX0113 alias AX0901 allow-malformed AX0902 allow-unknown-code AX0903 allow-without-reason AX0904 allow-unused'
    COMPREPLY=()
    # A value behind an equals sign is a word of its own, and so is the sign.
    if [[ $current == = ]]; then
        current=
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $current == -* ]]; then
        kind=option
    fi
    if ((COMP_CWORD > 1)); then
        command=${COMP_WORDS[1]}
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ $word == -- ]]; then # only operands follow
            kind=operand previous=
        fi
    done
    case "$command $previous" in
    'check --config-path' | 'check -c') pattern='*.toml' ;;
    'check --format') words="text short json sarif github" ;;
    'check --warn' | 'check -W') words="$codes" ;;
    'check --deny' | 'check -E') words="$codes warnings" ;;
    'check --allow' | 'check -A') words="$codes warnings" ;;
    'check --color') words="auto always never" ;;
    'check --max-findings') ;;
    'show --format') words="toml json dump" ;;
    'show --color') words="auto always never" ;;
    'generate --arch' | 'generate -a') words="aarch64 riscv64 x86_64 loongarch64" ;;
    'generate --id' | 'generate -i') ;;
    'generate --name' | 'generate -n') ;;
    'generate --vm-type' | 'generate -t') words="0 1 2" ;;
    'generate --cpu-num' | 'generate -c') ;;
    'generate --entry-point' | 'generate -e') ;;
    'generate --kernel-path' | 'generate -k') pattern='*' ;;
    'generate --kernel-load-addr' | 'generate -l') ;;
    'generate --image-location') words="fs memory" ;;
    'generate --cmdline') ;;
    'generate --output' | 'generate -O') pattern='*' ;;
    'explain --color') words="auto always never" ;;
    'help --completion') words="bash zsh fish" ;;
    *)
        case "$command $kind" in
        'check option') words='--config-path -c --format --warn -W --deny -E --allow -A --fix --fix-review --dry-run --quiet -q --verbose -v --color --max-findings --help -h' ;;
        'check operand') pattern='*.toml' ;;
        'show option') words='--format --color --help -h' ;;
        'show operand') pattern='*.toml' ;;
        'generate option') words='--arch -a --id -i --name -n --vm-type -t --cpu-num -c --entry-point -e --kernel-path -k --kernel-load-addr -l --image-location --cmdline --output -O --force --help -h' ;;
        'generate operand') ;;
        'explain option') words='--list --markdown --color --help -h' ;;
        'explain operand') words="$codes" ;;
        'help option') words='--completion --mdoc --help -h' ;;
        'help operand') words="$commands" ;;
        ' option') words='--help -h --version -V' ;;
        ' operand') words="$commands" ;;
        esac
        ;;
    esac
    if [[ $pattern ]]; then
        _axvmconfig_files "$pattern" "$current"
    fi
    for word in $words; do
        if [[ $word == "$current"* ]]; then
            COMPREPLY+=("$word")
        fi
    done
}

complete -F _axvmconfig axvmconfig
