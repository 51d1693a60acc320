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
    local commands='check show diff fmt convert detect get set unset generate embed explain schema help'
    local codes='AX0001 not-utf8 AX0002 control-character AX0003 bare-carriage-return AX0004 text-too-large AX0005 key-expected AX0006 equals-expected AX0007 value-expected AX0008 value-not-toml AX0009 string-not-closed AX0010 escape-invalid AX0011 number-invalid AX0012 datetime-invalid AX0013 line-end-expected AX0014 bracket-not-closed AX0015 comma AX0016 header-invalid AX0017 too-deep AX0018 key-too-deep AX0019 duplicate-key AX0020 duplicate-table AX0021 not-extendable AX0022 needs-toml-1-1 AX0101 missing-section AX0102 missing-key AX0103 wrong-type AX0104 integer-range AX0105 value-unknown AX0106 too-few-elements AX0107 surplus-elements AX0108 unknown-key AX0109 unknown-section AX0110 number-overflow AX0111 flat-format AX0112 vm-type-unknown AX0113 alias AX0201 mem-none AX0202 mem-empty-region AX0203 mem-size-unaligned AX0204 mem-gpa-unaligned AX0205 mem-not-in-blocks AX0206 mem-size-too-large AX0207 mem-outside-guest AX0208 mem-beyond-gpa-bits AX0209 mem-overlap AX0211 mem-gpa-ignored AX0212 mem-flags AX0213 mem-low-pages AX0216 mem-host-ram AX0217 mem-main-unmapped AX0219 mem-main-small AX0220 mem-on-passthrough AX0221 mem-on-emulated AX0222 mem-on-apic-page AX0227 mem-not-in-dtb AX0229 mem-not-reported AX0301 cpu-none AX0302 cpu-too-many AX0303 cpu-ids-missing AX0304 cpu-ids-surplus AX0305 cpu-sets-surplus AX0306 cpu-ids-short AX0307 cpu-sets-short AX0308 cpu-ids-duplicate AX0309 cpu-sets-unused AX0310 cpu-mask-beyond-host AX0311 cpu-mask-empty AX0312 cpu-beyond-board AX0315 cpu-harts-differ AX0316 cpu-hart-too-large AX0317 cpu-secondary-x86 AX0319 cpu-shared AX0320 cpu-mask-misread AX0321 cpu-redistributors AX0323 cpu-secondary-loong AX0401 kernel-missing AX0402 image-missing AX0403 path-not-a-file AX0405 dtb-invalid AX0406 kernel-moved-out AX0407 kernel-unmapped AX0408 image-no-room AX0409 entry-unmapped AX0410 entry-not-loaded AX0411 entry-below-kernel AX0412 entry-replaced AX0413 kernel-address-unused AX0414 kernel-offset-lost AX0415 ramdisk-no-address AX0416 address-without-image AX0417 bios-no-address AX0418 ramdisk-unmapped AX0419 images-overlap AX0420 dtb-unmapped AX0421 dtb-over-image AX0422 dtb-address-unused AX0423 dtb-no-address AX0424 dtb-address-refused AX0426 dtb-unused AX0428 ramdisk-not-announced AX0430 kernel-format AX0435 path-elsewhere AX0437 image-no-content AX0501 boot-not-enabled AX0502 boot-direct-enabled AX0503 boot-other-arch AX0504 boot-no-firmware AX0505 boot-no-load-addr AX0506 boot-no-uefi AX0507 boot-no-fw-cfg AX0510 boot-bios-elsewhere AX0512 boot-no-low-memory AX0513 boot-bios-no-kernel AX0514 boot-real-mode-entry AX0520 boot-stub-entry AX0522 boot-real-mode-kernel AX0523 boot-dtb-addr-unused AX0524 boot-firmware-unused AX0525 boot-no-bios AX0601 dev-windows-only AX0602 dev-window-after-path AX0603 dev-path-after-window AX0604 dev-hpa-ignored AX0605 dev-hpa-differs AX0606 dev-page-offsets AX0607 dev-last-page-lost AX0608 dev-pages-shared AX0609 dev-out-of-range AX0610 dev-range-empty AX0611 dev-address-empty AX0612 dev-device-empty AX0613 dev-no-length AX0614 dev-no-path AX0615 dev-path-on-x86 AX0616 dev-path-on-loongarch AX0618 dev-tree-incomplete AX0620 dev-exclusion-ignored AX0624 dev-exclusion-useless AX0626 dev-over-emulated AX0632 dev-windows-overlap AX0633 dev-window-twice AX0634 dev-irq-ignored AX0635 dev-over-apic-page AX0636 dev-host-fs-released AX0637 dev-ports-invalid AX0638 dev-ports-conflict AX0639 dev-ports-ignored AX0640 dev-whole-space AX0644 dev-whole-tree AX0701 emu-not-implemented AX0702 emu-dummy AX0703 emu-other-arch AX0704 gicr-settings AX0705 gicr-frames-overlap AX0706 gicr-frames AX0707 gicd-length AX0708 its-settings AX0709 its-unusable AX0711 gicv2-place AX0712 plic-settings AX0713 plic-too-short AX0715 plic-unusable AX0716 emu-length-zero AX0717 emu-overlap AX0718 emu-beyond-addresses AX0719 emu-ports-fixed AX0720 ioapic-place AX0722 emu-irq-ignored AX0723 gic-half AX0801 irq-mode-omitted AX0802 irq-emu-without-gic AX0803 irq-gic-bypassed AX0804 irq-no-gic AX0805 irq-id-zero AX0806 irq-id-too-large AX0811 irq-no-plic AX0812 irq-not-forwarded AX0813 irq-forwarded-twice AX0901 allow-malformed AX0902 allow-unknown-code AX0903 allow-without-reason AX0904 allow-unused AX1001 ivc-second-window AX1002 ivc-unaligned AX1003 ivc-overlap AX1004 ivc-partner AX1005 ivc-not-reserved AX1101 same-id AX1102 id-zero AX1103 boot-delay AX1105 shared AX1106 memory-passed AX1107 same-name AX1108 crowded-cpu AX1109 all-devices-twice AX1207 emu-numbers-swapped AX1208 integer-too-large AX1209 raw-string-end AX1210 path-colon AX1211 header-spelling AX1212 file-name AX1215 disk-path-unused AX1216 cmdline-unused AX1217 only-generated AX1218 image-location AX1219 fs-images AX1220 memory-images AX1221 path-relative AX1222 bios-not-enabled AX1299 architecture-unknown AX1301 convert-no-place AX1302 convert-newer AX1303 convert-implied AX1304 convert-explicit AX1305 convert-meaning AX1306 convert-no-meaning AX1307 convert-incomplete AX1308 convert-not-json'
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
    'check --profile') words="0.4 0.8" ;;
    'check --arch') words="aarch64 riscv64 x86_64 loongarch64" ;;
    'check --gpa-bits') ;;
    'check --host-cpus') ;;
    'check --host-ram') ;;
    'check --deploy') words="memory fs" ;;
    'check --jobs' | 'check -j') ;;
    'check --format') words="text short json sarif github" ;;
    'check --warn' | 'check -W') words="$codes" ;;
    'check --deny' | 'check -E') words="$codes warnings" ;;
    'check --allow' | 'check -A') words="$codes warnings" ;;
    'check --color') words="auto always never" ;;
    'check --max-findings') ;;
    'show --format') words="toml json dump c env" ;;
    'show --name') ;;
    'show --profile') words="0.4 0.8" ;;
    'show --arch') words="aarch64 riscv64 x86_64 loongarch64" ;;
    'show --color') words="auto always never" ;;
    'diff --format') words="text json" ;;
    'diff --profile') words="0.4 0.8" ;;
    'diff --color') words="auto always never" ;;
    'fmt --profile') words="0.4 0.8" ;;
    'fmt --color') words="auto always never" ;;
    'convert --to') words="0.4 0.8 json" ;;
    'convert --from') words="flat 0.4 0.8" ;;
    'convert --form') words="arrays tables" ;;
    'convert --output' | 'convert -o') pattern='*.toml' ;;
    'convert --arch') words="aarch64 riscv64 x86_64 loongarch64" ;;
    'convert --color') words="auto always never" ;;
    'detect --format') words="text json" ;;
    'get --profile') words="0.4 0.8" ;;
    'get --color') words="auto always never" ;;
    'set --profile') words="0.4 0.8" ;;
    'set --color') words="auto always never" ;;
    'unset --profile') words="0.4 0.8" ;;
    'unset --color') words="auto always never" ;;
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
    'embed --output' | 'embed -o') pattern='*.toml' ;;
    'embed --depfile') pattern='*.toml' ;;
    'embed --name') ;;
    'embed --align') ;;
    'embed --profile') words="0.4 0.8" ;;
    'embed --arch') words="aarch64 riscv64 x86_64 loongarch64" ;;
    'embed --gpa-bits') ;;
    'embed --host-cpus') ;;
    'embed --host-ram') ;;
    'embed --format') words="text short json sarif github" ;;
    'embed --warn' | 'embed -W') words="$codes" ;;
    'embed --deny' | 'embed -E') words="$codes warnings" ;;
    'embed --allow' | 'embed -A') words="$codes warnings" ;;
    'embed --color') words="auto always never" ;;
    'explain --color') words="auto always never" ;;
    'schema --profile') words="0.4 0.8" ;;
    'help --completion') words="bash zsh fish" ;;
    *)
        case "$command $kind" in
        'check option') words='--config-path -c --profile --arch --gpa-bits --host-cpus --host-ram --deploy --decode-only --no-scenario --jobs -j --format --warn -W --deny -E --allow -A --fix --fix-review --dry-run --quiet -q --verbose -v --color --max-findings --help -h' ;;
        'check operand') pattern='*.toml' ;;
        'show option') words='--format --name --images --null --layout --profile --arch --color --help -h' ;;
        'show operand') pattern='*.toml' ;;
        'diff option') words='--format --profile --color --help -h' ;;
        'diff operand') pattern='*.toml' ;;
        'fmt option') words='--check --diff --sort --normalize-numbers --profile --color --help -h' ;;
        'fmt operand') pattern='*.toml' ;;
        'convert option') words='--to --from --form --output -o --in-place --force --strict --arch --decode-only --color --help -h' ;;
        'convert operand') pattern='*.toml' ;;
        'detect option') words='--format --help -h' ;;
        'detect operand') pattern='*.toml' ;;
        'get option') words='--profile --color --help -h' ;;
        'get operand') pattern='*.toml' ;;
        'set option') words='--dry-run --profile --color --help -h' ;;
        'set operand') pattern='*.toml' ;;
        'unset option') words='--dry-run --profile --color --help -h' ;;
        'unset operand') pattern='*.toml' ;;
        'generate option') words='--arch -a --id -i --name -n --vm-type -t --cpu-num -c --entry-point -e --kernel-path -k --kernel-load-addr -l --image-location --cmdline --output -O --force --help -h' ;;
        'generate operand') ;;
        'embed option') words='--output -o --depfile --name --align --text --keep-unchanged --profile --arch --gpa-bits --host-cpus --host-ram --format --warn -W --deny -E --allow -A --quiet -q --verbose -v --color --help -h' ;;
        'embed operand') pattern='*.toml' ;;
        'explain option') words='--list --markdown --color --help -h' ;;
        'explain operand') words="$codes" ;;
        'schema option') words='--profile --strict-keys --scenario --help -h' ;;
        'schema operand') ;;
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
