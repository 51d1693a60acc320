# SPDX-License-Identifier: Apache-2.0
# Completion of axvmconfig for fish. Made by scripts/update-generated from the tables of the program.

# Whether the command being typed is the given one; without one, whether there is none yet.
function __axvmconfig_command
    set -l words (commandline -opc)
    test "$words[2]" = "$argv[1]"
end

function __axvmconfig_commands
    printf '%s\t%s\n' \
        check 'Check configuration files' \
        show 'Print a configuration as the hypervisor will see it' \
        generate 'Write a configuration to start from' \
        explain 'Explain what a finding means' \
        help 'Explain a command'
end

function __axvmconfig_codes
    printf '%s\t%s\n' \
        AX0001 'text is not valid UTF-8' \
        not-utf8 'text is not valid UTF-8' \
        AX0002 'control character in the text' \
        control-character 'control character in the text' \
        AX0003 'carriage return without a line feed' \
        bare-carriage-return 'carriage return without a line feed' \
        AX0004 'text is larger than 256 MiB' \
        text-too-large 'text is larger than 256 MiB' \
        AX0005 'a key is missing or malformed' \
        key-expected 'a key is missing or malformed' \
        AX0006 'no `=` after the key' \
        equals-expected 'no `=` after the key' \
        AX0007 'a value is missing' \
        value-expected 'a value is missing' \
        AX0008 'not a TOML value' \
        value-not-toml 'not a TOML value' \
        AX0009 'string is not closed' \
        string-not-closed 'string is not closed' \
        AX0010 'invalid escape in a string' \
        escape-invalid 'invalid escape in a string' \
        AX0011 'malformed number' \
        number-invalid 'malformed number' \
        AX0012 'malformed date or time' \
        datetime-invalid 'malformed date or time' \
        AX0013 'more on the line than belongs there' \
        line-end-expected 'more on the line than belongs there' \
        AX0014 'bracket is not closed' \
        bracket-not-closed 'bracket is not closed' \
        AX0015 'comma is missing or misplaced' \
        comma 'comma is missing or misplaced' \
        AX0016 'malformed table header' \
        header-invalid 'malformed table header' \
        AX0017 'value is nested more than 80 deep' \
        too-deep 'value is nested more than 80 deep' \
        AX0018 'key has more than 80 parts' \
        key-too-deep 'key has more than 80 parts' \
        AX0019 'key is defined twice' \
        duplicate-key 'key is defined twice' \
        AX0020 'table is defined twice' \
        duplicate-table 'table is defined twice' \
        AX0021 'value cannot be extended' \
        not-extendable 'value cannot be extended' \
        AX0022 'this needs TOML 1.1' \
        needs-toml-1-1 'this needs TOML 1.1' \
        AX0101 'section is missing' \
        missing-section 'section is missing' \
        AX0102 'required key is missing' \
        missing-key 'required key is missing' \
        AX0103 'value is of the wrong type' \
        wrong-type 'value is of the wrong type' \
        AX0104 'integer is out of range' \
        integer-range 'integer is out of range' \
        AX0105 'value is not one of those known' \
        value-unknown 'value is not one of those known' \
        AX0106 'too few elements' \
        too-few-elements 'too few elements' \
        AX0107 'more elements than there are fields' \
        surplus-elements 'more elements than there are fields' \
        AX0108 'unknown key' \
        unknown-key 'unknown key' \
        AX0109 'unknown section' \
        unknown-section 'unknown section' \
        AX0110 'number is too large for any type' \
        number-overflow 'number is too large for any type' \
        AX0111 'configuration in the old format without sections' \
        flat-format 'configuration in the old format without sections' \
        AX0112 '`vm_type` has no meaning' \
        vm-type-unknown '`vm_type` has no meaning' \
        AX0113 'a word is an alias of another' \
        alias 'a word is an alias of another' \
        AX0901 'remark to this tool is malformed' \
        allow-malformed 'remark to this tool is malformed' \
        AX0902 'remark names no code' \
        allow-unknown-code 'remark names no code' \
        AX0903 'suppression without a reason' \
        allow-without-reason 'suppression without a reason' \
        AX0904 'suppression suppresses nothing' \
        allow-unused 'suppression suppresses nothing'
end

complete -c axvmconfig -f
complete -c axvmconfig -n '__axvmconfig_command ' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command ' -s V -l version -d 'Print the version'
complete -c axvmconfig -n '__axvmconfig_command ' -a '(__axvmconfig_commands)'
complete -c axvmconfig -n '__axvmconfig_command check' -s c -l config-path -d 'Check this one file as the Rust tool does: print a valid one decoded on standard output, report only the errors of a wrong one' -x -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command check' -l format -d 'How to report findings: text, short (a line each), json, sarif or github (workflow annotations)' -x -a 'text short json sarif github'
complete -c axvmconfig -n '__axvmconfig_command check' -s W -l warn -d 'Report findings of this code as warnings' -x -a '(__axvmconfig_codes)'
complete -c axvmconfig -n '__axvmconfig_command check' -s E -l deny -d 'Report them as errors; \'warnings\' for all warnings' -x -a 'warnings (__axvmconfig_codes)'
complete -c axvmconfig -n '__axvmconfig_command check' -s A -l allow -d 'Do not report them; \'warnings\' for all warnings' -x -a 'warnings (__axvmconfig_codes)'
complete -c axvmconfig -n '__axvmconfig_command check' -l fix -d 'Apply the fixes that are safe, and report what is left'
complete -c axvmconfig -n '__axvmconfig_command check' -l fix-review -d 'As --fix, and also the fixes that somebody should review'
complete -c axvmconfig -n '__axvmconfig_command check' -l dry-run -d 'With --fix, print what it would change as a unified diff, and change nothing'
complete -c axvmconfig -n '__axvmconfig_command check' -s q -l quiet -d 'Print findings only, no summary'
complete -c axvmconfig -n '__axvmconfig_command check' -s v -l verbose -d 'Also say what was suppressed and why, and what was not checked because the file is damaged'
complete -c axvmconfig -n '__axvmconfig_command check' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command check' -l max-findings -d 'Show at most so many findings of a file' -x
complete -c axvmconfig -n '__axvmconfig_command check' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command check' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command show' -l format -d 'toml, json, or dump as printed by \'check -c\'' -x -a 'toml json dump'
complete -c axvmconfig -n '__axvmconfig_command show' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command show' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command show' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command generate' -s a -l arch -d 'aarch64, riscv64, x86_64 or loongarch64; put behind the name of the VM' -x -a 'aarch64 riscv64 x86_64 loongarch64'
complete -c axvmconfig -n '__axvmconfig_command generate' -s i -l id -d 'Number of the VM' -x
complete -c axvmconfig -n '__axvmconfig_command generate' -s n -l name -d 'Name of the VM' -x
complete -c axvmconfig -n '__axvmconfig_command generate' -s t -l vm-type -d '0 host VM, 1 RTOS, 2 Linux' -x -a '0 1 2'
complete -c axvmconfig -n '__axvmconfig_command generate' -s c -l cpu-num -d 'Number of vCPUs' -x
complete -c axvmconfig -n '__axvmconfig_command generate' -s e -l entry-point -d 'Guest address of the first instruction' -x
complete -c axvmconfig -n '__axvmconfig_command generate' -s k -l kernel-path -d 'Kernel image: for image location fs its path in the hypervisor\'s file system, for memory here' -x -a '(__fish_complete_path)'
complete -c axvmconfig -n '__axvmconfig_command generate' -s l -l kernel-load-addr -d 'Guest address the kernel image is loaded to' -x
complete -c axvmconfig -n '__axvmconfig_command generate' -l image-location -d 'fs: the image is in the hypervisor\'s file system, memory: it is built into the hypervisor' -x -a 'fs memory'
complete -c axvmconfig -n '__axvmconfig_command generate' -l cmdline -d 'Command line of the kernel' -x
complete -c axvmconfig -n '__axvmconfig_command generate' -s O -l output -d 'File to write, or directory to write template.toml to' -x -a '(__fish_complete_path)'
complete -c axvmconfig -n '__axvmconfig_command generate' -l force -d 'Overwrite a template.toml with other content'
complete -c axvmconfig -n '__axvmconfig_command generate' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command explain' -l list -d 'List all codes: level, name and what is wrong'
complete -c axvmconfig -n '__axvmconfig_command explain' -l markdown -d 'Print all explanations as a page of Markdown'
complete -c axvmconfig -n '__axvmconfig_command explain' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command explain' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command explain' -a '(__axvmconfig_codes)'
complete -c axvmconfig -n '__axvmconfig_command help' -l completion -d 'Print the completions for bash, zsh or fish' -x -a 'bash zsh fish'
complete -c axvmconfig -n '__axvmconfig_command help' -l mdoc -d 'Print the manual page as mdoc source'
complete -c axvmconfig -n '__axvmconfig_command help' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command help' -a '(__axvmconfig_commands)'
