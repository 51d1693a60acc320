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
        diff 'Print what two configurations differ in, by meaning' \
        fmt 'Lay files out alike, keeping every comment' \
        convert 'Convert a configuration to another format' \
        detect 'Say which format a configuration is in, and why' \
        get 'Print single values, for scripts' \
        set 'Set single values, leaving all else as it is' \
        unset 'Remove single values, leaving all else as it is' \
        generate 'Write a configuration to start from' \
        embed 'Turn configurations and images into C constants' \
        explain 'Explain what a finding means' \
        schema 'Print a JSON Schema for completion and validation' \
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
        AX0201 'guest has no memory' \
        mem-none 'guest has no memory' \
        AX0202 'memory region of size 0' \
        mem-empty-region 'memory region of size 0' \
        AX0203 'memory region is not a multiple of 4 KiB' \
        mem-size-unaligned 'memory region is not a multiple of 4 KiB' \
        AX0204 'memory region starts within a page' \
        mem-gpa-unaligned 'memory region starts within a page' \
        AX0205 'memory region is not in blocks of 2 MiB' \
        mem-not-in-blocks 'memory region is not in blocks of 2 MiB' \
        AX0206 'memory region is larger than any memory can be' \
        mem-size-too-large 'memory region is larger than any memory can be' \
        AX0207 'memory region is outside of guest address space' \
        mem-outside-guest 'memory region is outside of guest address space' \
        AX0208 'memory region beyond the CPU\'s guest addresses' \
        mem-beyond-gpa-bits 'memory region beyond the CPU\'s guest addresses' \
        AX0209 'memory regions overlap' \
        mem-overlap 'memory regions overlap' \
        AX0211 'address of a memory region is not heeded' \
        mem-gpa-ignored 'address of a memory region is not heeded' \
        AX0212 'flags of a memory region have no effect' \
        mem-flags 'flags of a memory region have no effect' \
        AX0213 'memory region in the first 2 MiB' \
        mem-low-pages 'memory region in the first 2 MiB' \
        AX0216 'guests need more memory than the board has' \
        mem-host-ram 'guests need more memory than the board has' \
        AX0217 'kernel does not follow main memory of map type 1' \
        mem-main-unmapped 'kernel does not follow main memory of map type 1' \
        AX0219 'main memory is a small region' \
        mem-main-small 'main memory is a small region' \
        AX0220 'memory region overlaps what is passed through' \
        mem-on-passthrough 'memory region overlaps what is passed through' \
        AX0221 'memory region overlaps an emulated device' \
        mem-on-emulated 'memory region overlaps an emulated device' \
        AX0222 'memory region covers the page of the local APIC' \
        mem-on-apic-page 'memory region covers the page of the local APIC' \
        AX0227 'generated device tree has no memory' \
        mem-not-in-dtb 'generated device tree has no memory' \
        AX0229 'guest is not told of a memory region' \
        mem-not-reported 'guest is not told of a memory region' \
        AX0301 'the guest has no CPU' \
        cpu-none 'the guest has no CPU' \
        AX0302 'more vCPUs than the hypervisor can address' \
        cpu-too-many 'more vCPUs than the hypervisor can address' \
        AX0303 '`phys_cpu_ids` is missing' \
        cpu-ids-missing '`phys_cpu_ids` is missing' \
        AX0304 'more elements in `phys_cpu_ids` than vCPUs' \
        cpu-ids-surplus 'more elements in `phys_cpu_ids` than vCPUs' \
        AX0305 'more elements in `phys_cpu_sets` than vCPUs' \
        cpu-sets-surplus 'more elements in `phys_cpu_sets` than vCPUs' \
        AX0306 'fewer elements in `phys_cpu_ids` than vCPUs' \
        cpu-ids-short 'fewer elements in `phys_cpu_ids` than vCPUs' \
        AX0307 'fewer elements in `phys_cpu_sets` than vCPUs' \
        cpu-sets-short 'fewer elements in `phys_cpu_sets` than vCPUs' \
        AX0308 'a physical CPU is named for two vCPUs' \
        cpu-ids-duplicate 'a physical CPU is named for two vCPUs' \
        AX0309 '`phys_cpu_sets` is not used' \
        cpu-sets-unused '`phys_cpu_sets` is not used' \
        AX0310 'a mask has CPUs that the board lacks' \
        cpu-mask-beyond-host 'a mask has CPUs that the board lacks' \
        AX0311 'a vCPU may not run on any physical CPU' \
        cpu-mask-empty 'a vCPU may not run on any physical CPU' \
        AX0312 'guests name more physical CPUs than the board has' \
        cpu-beyond-board 'guests name more physical CPUs than the board has' \
        AX0315 'the harts of the guest are not numbered from 0' \
        cpu-harts-differ 'the harts of the guest are not numbered from 0' \
        AX0316 'a hart that has no bit in a mask of CPUs' \
        cpu-hart-too-large 'a hart that has no bit in a mask of CPUs' \
        AX0317 'an x86_64 guest has more than one vCPU' \
        cpu-secondary-x86 'an x86_64 guest has more than one vCPU' \
        AX0319 'two guests share a physical CPU' \
        cpu-shared 'two guests share a physical CPU' \
        AX0320 'a mask looks as if each digit stood for a CPU' \
        cpu-mask-misread 'a mask looks as if each digit stood for a CPU' \
        AX0321 'not one redistributor for each vCPU' \
        cpu-redistributors 'not one redistributor for each vCPU' \
        AX0323 'a loongarch64 guest has more than one vCPU' \
        cpu-secondary-loong 'a loongarch64 guest has more than one vCPU' \
        AX0401 'kernel file does not exist' \
        kernel-missing 'kernel file does not exist' \
        AX0402 'device tree, ramdisk or firmware does not exist' \
        image-missing 'device tree, ramdisk or firmware does not exist' \
        AX0403 'path of an image is empty or a directory' \
        path-not-a-file 'path of an image is empty or a directory' \
        AX0405 'file is no device tree' \
        dtb-invalid 'file is no device tree' \
        AX0406 'kernel is moved to where main memory is not' \
        kernel-moved-out 'kernel is moved to where main memory is not' \
        AX0407 'kernel is in no memory region' \
        kernel-unmapped 'kernel is in no memory region' \
        AX0408 'image is larger than the memory for it' \
        image-no-room 'image is larger than the memory for it' \
        AX0409 'guest starts where it has no memory' \
        entry-unmapped 'guest starts where it has no memory' \
        AX0410 'guest starts where nothing is loaded' \
        entry-not-loaded 'guest starts where nothing is loaded' \
        AX0411 'entry point below a kernel that is moved' \
        entry-below-kernel 'entry point below a kernel that is moved' \
        AX0412 'entry point is replaced by the kernel\'s first byte' \
        entry-replaced 'entry point is replaced by the kernel\'s first byte' \
        AX0413 'load address of the kernel is not heeded' \
        kernel-address-unused 'load address of the kernel is not heeded' \
        AX0414 'kernel does not keep its offset in memory' \
        kernel-offset-lost 'kernel does not keep its offset in memory' \
        AX0415 'ramdisk without a load address' \
        ramdisk-no-address 'ramdisk without a load address' \
        AX0416 'load address of an image that is not there' \
        address-without-image 'load address of an image that is not there' \
        AX0417 'firmware without a load address' \
        bios-no-address 'firmware without a load address' \
        AX0418 'ramdisk is in no memory region' \
        ramdisk-unmapped 'ramdisk is in no memory region' \
        AX0419 'two images are loaded over each other' \
        images-overlap 'two images are loaded over each other' \
        AX0420 'device tree is in no memory region' \
        dtb-unmapped 'device tree is in no memory region' \
        AX0421 'main memory has no room for the device tree' \
        dtb-over-image 'main memory has no room for the device tree' \
        AX0422 'load address of the device tree is not heeded' \
        dtb-address-unused 'load address of the device tree is not heeded' \
        AX0423 'device tree without a load address' \
        dtb-no-address 'device tree without a load address' \
        AX0424 'address for a device tree that x86_64 has not' \
        dtb-address-refused 'address for a device tree that x86_64 has not' \
        AX0426 'device tree that no guest of this kind gets' \
        dtb-unused 'device tree that no guest of this kind gets' \
        AX0428 'riscv64 guest is not told of its ramdisk' \
        ramdisk-not-announced 'riscv64 guest is not told of its ramdisk' \
        AX0430 'kernel is in a format that no CPU executes' \
        kernel-format 'kernel is in a format that no CPU executes' \
        AX0435 'path does not go with `image_location`' \
        path-elsewhere 'path does not go with `image_location`' \
        AX0437 'image is empty or cannot be read' \
        image-no-content 'image is empty or cannot be read' \
        AX0501 'boot with firmware that is switched off' \
        boot-not-enabled 'boot with firmware that is switched off' \
        AX0502 'boot without firmware that is switched on' \
        boot-direct-enabled 'boot without firmware that is switched on' \
        AX0503 'boot protocol of another architecture' \
        boot-other-arch 'boot protocol of another architecture' \
        AX0504 'UEFI without firmware' \
        boot-no-firmware 'UEFI without firmware' \
        AX0505 'firmware without a load address' \
        boot-no-load-addr 'firmware without a load address' \
        AX0506 'loongarch64 guest that does not boot with UEFI' \
        boot-no-uefi 'loongarch64 guest that does not boot with UEFI' \
        AX0507 'UEFI on loongarch64 without a fw_cfg device' \
        boot-no-fw-cfg 'UEFI on loongarch64 without a fw_cfg device' \
        AX0510 'built-in BIOS at another address than its own' \
        boot-bios-elsewhere 'built-in BIOS at another address than its own' \
        AX0512 'no memory for the BIOS or for what it reads' \
        boot-no-low-memory 'no memory for the BIOS or for what it reads' \
        AX0513 'kernel not where the built-in BIOS jumps to' \
        boot-bios-no-kernel 'kernel not where the built-in BIOS jumps to' \
        AX0514 'x86_64 entry point out of reach of real mode' \
        boot-real-mode-entry 'x86_64 entry point out of reach of real mode' \
        AX0520 'entry point of a Linux bzImage has no effect' \
        boot-stub-entry 'entry point of a Linux bzImage has no effect' \
        AX0522 'x86_64 kernel without firmware and `cmdline`' \
        boot-real-mode-kernel 'x86_64 kernel without firmware and `cmdline`' \
        AX0523 '`dtb_load_addr` has no effect with UEFI' \
        boot-dtb-addr-unused '`dtb_load_addr` has no effect with UEFI' \
        AX0524 'firmware that the boot protocol does not use' \
        boot-firmware-unused 'firmware that the boot protocol does not use' \
        AX0525 'x86_64 guest without a BIOS' \
        boot-no-bios 'x86_64 guest without a BIOS' \
        AX0601 'only listed windows are mapped' \
        dev-windows-only 'only listed windows are mapped' \
        AX0602 'a window in a list of paths is dropped' \
        dev-window-after-path 'a window in a list of paths is dropped' \
        AX0603 'a path in a list of windows is not mapped' \
        dev-path-after-window 'a path in a list of windows is not mapped' \
        AX0604 'the host address of a device is not heeded' \
        dev-hpa-ignored 'the host address of a device is not heeded' \
        AX0605 'a device at another address than on the host' \
        dev-hpa-differs 'a device at another address than on the host' \
        AX0606 'guest and host address differ within a page' \
        dev-page-offsets 'guest and host address differ within a page' \
        AX0607 'the last page of a window is not mapped' \
        dev-last-page-lost 'the last page of a window is not mapped' \
        AX0608 'a window is not in pages of its own' \
        dev-pages-shared 'a window is not in pages of its own' \
        AX0609 'a window is beyond what a guest can address' \
        dev-out-of-range 'a window is beyond what a guest can address' \
        AX0610 'a window has no length' \
        dev-range-empty 'a window has no length' \
        AX0611 'an address range has no length' \
        dev-address-empty 'an address range has no length' \
        AX0612 'a passthrough device of no length on x86_64' \
        dev-device-empty 'a passthrough device of no length on x86_64' \
        AX0613 'neither a window nor a path' \
        dev-no-length 'neither a window nor a path' \
        AX0614 'a device is named by something that is no path' \
        dev-no-path 'a device is named by something that is no path' \
        AX0615 'a path where there is no device tree' \
        dev-path-on-x86 'a path where there is no device tree' \
        AX0616 'a path other than `/` on loongarch64' \
        dev-path-on-loongarch 'a path other than `/` on loongarch64' \
        AX0618 'the guest\'s device tree lacks what Linux needs' \
        dev-tree-incomplete 'the guest\'s device tree lacks what Linux needs' \
        AX0620 '`excluded_devices` beside `dtb_path`' \
        dev-exclusion-ignored '`excluded_devices` beside `dtb_path`' \
        AX0624 'exclusion of what is not passed through' \
        dev-exclusion-useless 'exclusion of what is not passed through' \
        AX0626 'a window covers an emulated device' \
        dev-over-emulated 'a window covers an emulated device' \
        AX0632 'two windows of one list overlap' \
        dev-windows-overlap 'two windows of one list overlap' \
        AX0633 'a window is in both lists' \
        dev-window-twice 'a window is in both lists' \
        AX0634 'the interrupt of a passthrough device is not heeded' \
        dev-irq-ignored 'the interrupt of a passthrough device is not heeded' \
        AX0635 'a window covers the page of the local APIC' \
        dev-over-apic-page 'a window covers the page of the local APIC' \
        AX0636 'the hypervisor gives its file system up' \
        dev-host-fs-released 'the hypervisor gives its file system up' \
        AX0637 'a range of ports is empty or too long' \
        dev-ports-invalid 'a range of ports is empty or too long' \
        AX0638 'ports are taken already, or have too many ranges' \
        dev-ports-conflict 'ports are taken already, or have too many ranges' \
        AX0639 'ports are passed through where there are none' \
        dev-ports-ignored 'ports are passed through where there are none' \
        AX0640 'all host addresses are mapped for the guest' \
        dev-whole-space 'all host addresses are mapped for the guest' \
        AX0644 'an empty list passes the whole device tree through' \
        dev-whole-tree 'an empty list passes the whole device tree through' \
        AX0701 'virtio devices are not emulated' \
        emu-not-implemented 'virtio devices are not emulated' \
        AX0702 'emulated device of type 0' \
        emu-dummy 'emulated device of type 0' \
        AX0703 'emulated device of another architecture' \
        emu-other-arch 'emulated device of another architecture' \
        AX0704 'redistributors without their three settings' \
        gicr-settings 'redistributors without their three settings' \
        AX0705 'frames of redistributors overlap' \
        gicr-frames-overlap 'frames of redistributors overlap' \
        AX0706 'redistributors of an unusual length, or none' \
        gicr-frames 'redistributors of an unusual length, or none' \
        AX0707 'distributor that is not 64 KiB long' \
        gicd-length 'distributor that is not 64 KiB long' \
        AX0708 'ITS without the address of the host\'s' \
        its-settings 'ITS without the address of the host\'s' \
        AX0709 'ITS that cannot serve this guest' \
        its-unusable 'ITS that cannot serve this guest' \
        AX0711 'the emulated GICv2 is elsewhere than configured' \
        gicv2-place 'the emulated GICv2 is elsewhere than configured' \
        AX0712 'PLIC without its number of contexts' \
        plic-settings 'PLIC without its number of contexts' \
        AX0713 'PLIC that is too short for its contexts' \
        plic-too-short 'PLIC that is too short for its contexts' \
        AX0715 'PLIC in a guest without interrupts, or a second one' \
        plic-unusable 'PLIC in a guest without interrupts, or a second one' \
        AX0716 'emulated device without registers' \
        emu-length-zero 'emulated device without registers' \
        AX0717 'emulated devices overlap' \
        emu-overlap 'emulated devices overlap' \
        AX0718 'emulated device ends beyond all addresses' \
        emu-beyond-addresses 'emulated device ends beyond all addresses' \
        AX0719 'console or PIT elsewhere than it will be' \
        emu-ports-fixed 'console or PIT elsewhere than it will be' \
        AX0720 'I/O APIC where no guest looks for it' \
        ioapic-place 'I/O APIC where no guest looks for it' \
        AX0722 'interrupt of an emulated device, which is ignored' \
        emu-irq-ignored 'interrupt of an emulated device, which is ignored' \
        AX0723 'half of a GICv3 is emulated' \
        gic-half 'half of a GICv3 is emulated' \
        AX0801 '`interrupt_mode` is missing' \
        irq-mode-omitted '`interrupt_mode` is missing' \
        AX0802 '`interrupt_mode` does not fit the devices' \
        irq-emu-without-gic '`interrupt_mode` does not fit the devices' \
        AX0803 'interrupts go past the emulated controller' \
        irq-gic-bypassed 'interrupts go past the emulated controller' \
        AX0804 'interrupts are passed through, but no GIC is' \
        irq-no-gic 'interrupts are passed through, but no GIC is' \
        AX0805 'id 0 with interrupts passed through' \
        irq-id-zero 'id 0 with interrupts passed through' \
        AX0806 'the id is too large to route interrupts' \
        irq-id-too-large 'the id is too large to route interrupts' \
        AX0811 'devices are passed through without their interrupts' \
        irq-no-plic 'devices are passed through without their interrupts' \
        AX0812 'emulated x86 devices without their interrupts' \
        irq-not-forwarded 'emulated x86 devices without their interrupts' \
        AX0813 'two guests want the host\'s interrupts' \
        irq-forwarded-twice 'two guests want the host\'s interrupts' \
        AX0901 'remark to this tool is malformed' \
        allow-malformed 'remark to this tool is malformed' \
        AX0902 'remark names no code' \
        allow-unknown-code 'remark names no code' \
        AX0903 'suppression without a reason' \
        allow-without-reason 'suppression without a reason' \
        AX0904 'suppression suppresses nothing' \
        allow-unused 'suppression suppresses nothing' \
        AX1001 'second IVC window of a guest' \
        ivc-second-window 'second IVC window of a guest' \
        AX1002 'IVC window is not in whole pages' \
        ivc-unaligned 'IVC window is not in whole pages' \
        AX1003 'IVC window overlaps something else of the guest' \
        ivc-overlap 'IVC window overlaps something else of the guest' \
        AX1004 'IVC window that no other guest can share' \
        ivc-partner 'IVC window that no other guest can share' \
        AX1005 'IVC window may come to lie in the guest\'s memory' \
        ivc-not-reserved 'IVC window may come to lie in the guest\'s memory' \
        AX1101 'two guests of a board have the same `id`' \
        same-id 'two guests of a board have the same `id`' \
        AX1102 'guest has the `id` 0' \
        id-zero 'guest has the `id` 0' \
        AX1103 'guest starts late because of its `id`' \
        boot-delay 'guest starts late because of its `id`' \
        AX1105 'two guests have the same memory or device' \
        shared 'two guests have the same memory or device' \
        AX1106 'memory of one guest is passed through to another' \
        memory-passed 'memory of one guest is passed through to another' \
        AX1107 'two guests of a board have the same `name`' \
        same-name 'two guests of a board have the same `name`' \
        AX1108 'three or more vCPUs with interrupts share a physical CPU' \
        crowded-cpu 'three or more vCPUs with interrupts share a physical CPU' \
        AX1109 'two guests have all devices of the board' \
        all-devices-twice 'two guests have all devices of the board' \
        AX1207 'numbers of an emulated device in the wrong order' \
        emu-numbers-swapped 'numbers of an emulated device in the wrong order' \
        AX1208 'number that the build cannot read' \
        integer-too-large 'number that the build cannot read' \
        AX1209 'text that ends a string in the hypervisor\'s build' \
        raw-string-end 'text that ends a string in the hypervisor\'s build' \
        AX1210 'path of the configuration contains a colon' \
        path-colon 'path of the configuration contains a colon' \
        AX1211 'section header in another spelling than expected' \
        header-spelling 'section header in another spelling than expected' \
        AX1212 'file name that the hypervisor passes over' \
        file-name 'file name that the hypervisor passes over' \
        AX1215 '`disk_path` has no effect' \
        disk-path-unused '`disk_path` has no effect' \
        AX1216 '`cmdline` has no effect' \
        cmdline-unused '`cmdline` has no effect' \
        AX1217 'generated configuration that is not filled in' \
        only-generated 'generated configuration that is not filled in' \
        AX1218 '`image_location` is missing or unknown' \
        image-location '`image_location` is missing or unknown' \
        AX1219 'built in, but its images are in a file system' \
        fs-images 'built in, but its images are in a file system' \
        AX1220 'read from a file system, but its images built in' \
        memory-images 'read from a file system, but its images built in' \
        AX1221 'relative path in the hypervisor\'s file system' \
        path-relative 'relative path in the hypervisor\'s file system' \
        AX1222 'firmware that is not loaded' \
        bios-not-enabled 'firmware that is not loaded' \
        AX1299 'architecture is not known' \
        architecture-unknown 'architecture is not known' \
        AX1301 'key or element has no place in the target' \
        convert-no-place 'key or element has no place in the target' \
        AX1302 'key or device is not in the target\'s version' \
        convert-newer 'key or device is not in the target\'s version' \
        AX1303 'key need not be said in the target' \
        convert-implied 'key need not be said in the target' \
        AX1304 'something is said that went without saying' \
        convert-explicit 'something is said that went without saying' \
        AX1305 'value means something else in the target' \
        convert-meaning 'value means something else in the target' \
        AX1306 'value has no meaning in the target' \
        convert-no-meaning 'value has no meaning in the target' \
        AX1307 'text cannot be converted as it is' \
        convert-incomplete 'text cannot be converted as it is' \
        AX1308 'text has something that JSON does not have' \
        convert-not-json 'text has something that JSON does not have'
end

complete -c axvmconfig -f
complete -c axvmconfig -n '__axvmconfig_command ' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command ' -s V -l version -d 'Print the version'
complete -c axvmconfig -n '__axvmconfig_command ' -a '(__axvmconfig_commands)'
complete -c axvmconfig -n '__axvmconfig_command check' -s c -l config-path -d 'Check this one file as the Rust tool does: print a valid one decoded on standard output, report only the errors of a wrong one' -x -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command check' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command check' -l arch -d 'Architecture of the board: aarch64, riscv64, x86_64 or loongarch64' -x -a 'aarch64 riscv64 x86_64 loongarch64'
complete -c axvmconfig -n '__axvmconfig_command check' -l gpa-bits -d 'Width of guest physical addresses, such as 39' -x
complete -c axvmconfig -n '__axvmconfig_command check' -l host-cpus -d 'Physical CPUs of the board' -x
complete -c axvmconfig -n '__axvmconfig_command check' -l host-ram -d 'Memory that guests can have, such as 2GiB or 0x8000_0000' -x
complete -c axvmconfig -n '__axvmconfig_command check' -l deploy -d 'How files get to Axvisor: memory, built into it, or fs, read from its file system' -x -a 'memory fs'
complete -c axvmconfig -n '__axvmconfig_command check' -l decode-only -d 'Check only what the Rust tool does: that it is TOML, and that all values can be decoded'
complete -c axvmconfig -n '__axvmconfig_command check' -l no-scenario -d 'Check each file alone, not as guests of one board'
complete -c axvmconfig -n '__axvmconfig_command check' -s j -l jobs -d 'Check the files of a directory by so many threads; the output is the same for any number' -x
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
complete -c axvmconfig -n '__axvmconfig_command show' -l format -d 'toml, json, dump as printed by \'check -c\', or c, a header with the configuration as a constant' -x -a 'toml json dump c env'
complete -c axvmconfig -n '__axvmconfig_command show' -l name -d 'What the constant is called in C' -x
complete -c axvmconfig -n '__axvmconfig_command show' -l images -d 'Print the files that the guest needs instead, a line for each: key, tab, path'
complete -c axvmconfig -n '__axvmconfig_command show' -l null -d 'With --images: paths alone, each ended by a NUL'
complete -c axvmconfig -n '__axvmconfig_command show' -l layout -d 'Print where memory, kernel, device tree, ramdisk and firmware will be: as configured beside as it takes effect, and why'
complete -c axvmconfig -n '__axvmconfig_command show' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command show' -l arch -d 'Architecture of the board: aarch64, riscv64, x86_64 or loongarch64' -x -a 'aarch64 riscv64 x86_64 loongarch64'
complete -c axvmconfig -n '__axvmconfig_command show' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command show' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command show' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command diff' -l format -d 'text, or json, which docs/diff.md describes' -x -a 'text json'
complete -c axvmconfig -n '__axvmconfig_command diff' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command diff' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command diff' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command diff' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command fmt' -l check -d 'Change nothing; print the names of the files that would be changed'
complete -c axvmconfig -n '__axvmconfig_command fmt' -l diff -d 'Change nothing; print what would be changed as unified diffs'
complete -c axvmconfig -n '__axvmconfig_command fmt' -l sort -d 'Put sections and keys into the order of the format, with their comments'
complete -c axvmconfig -n '__axvmconfig_command fmt' -l normalize-numbers -d 'Write addresses, sizes and flags in hexadecimal, grouped by four digits, and counts in decimal'
complete -c axvmconfig -n '__axvmconfig_command fmt' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command fmt' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command fmt' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command fmt' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command convert' -l to -d '0.4, 0.8, or json for the same in JSON' -x -a '0.4 0.8 json'
complete -c axvmconfig -n '__axvmconfig_command convert' -l from -d 'flat, 0.4 or 0.8' -x -a 'flat 0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command convert' -l form -d 'Write regions and devices as arrays or tables' -x -a 'arrays tables'
complete -c axvmconfig -n '__axvmconfig_command convert' -s o -l output -d 'Where the result goes, \'-\' being standard output' -x -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command convert' -l in-place -d 'Into the file itself'
complete -c axvmconfig -n '__axvmconfig_command convert' -l force -d 'Replace the file of -o if it holds something else'
complete -c axvmconfig -n '__axvmconfig_command convert' -l strict -d 'Write nothing if something has no place in the target or means something else'
complete -c axvmconfig -n '__axvmconfig_command convert' -l arch -d 'Architecture of the board: aarch64, riscv64, x86_64 or loongarch64' -x -a 'aarch64 riscv64 x86_64 loongarch64'
complete -c axvmconfig -n '__axvmconfig_command convert' -l decode-only -d 'Do not hold the result to the checks that the file passes'
complete -c axvmconfig -n '__axvmconfig_command convert' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command convert' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command convert' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command detect' -l format -d 'text or json' -x -a 'text json'
complete -c axvmconfig -n '__axvmconfig_command detect' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command detect' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command get' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command get' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command get' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command get' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command set' -l dry-run -d 'Print the change as a unified diff, and change nothing'
complete -c axvmconfig -n '__axvmconfig_command set' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command set' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command set' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command set' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command unset' -l dry-run -d 'Print the change as a unified diff, and change nothing'
complete -c axvmconfig -n '__axvmconfig_command unset' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command unset' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command unset' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command unset' -a '(__fish_complete_suffix .toml)'
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
complete -c axvmconfig -n '__axvmconfig_command embed' -s o -l output -d 'What to write: a name that ends in .c, .h or .S; may be given often' -x -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command embed' -l depfile -d 'Also write a rule for make and ninja: that outputs depend on all that is read' -x -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command embed' -l name -d 'What names in C begin with' -x
complete -c axvmconfig -n '__axvmconfig_command embed' -l align -d 'What addresses of images are a multiple of' -x
complete -c axvmconfig -n '__axvmconfig_command embed' -l text -d 'Also embed the configurations as they are written'
complete -c axvmconfig -n '__axvmconfig_command embed' -l keep-unchanged -d 'Leave a header alone that would stay the same, for ninja\'s \'restat\''
complete -c axvmconfig -n '__axvmconfig_command embed' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command embed' -l arch -d 'Architecture of the board: aarch64, riscv64, x86_64 or loongarch64' -x -a 'aarch64 riscv64 x86_64 loongarch64'
complete -c axvmconfig -n '__axvmconfig_command embed' -l gpa-bits -d 'Width of guest physical addresses, such as 39' -x
complete -c axvmconfig -n '__axvmconfig_command embed' -l host-cpus -d 'Physical CPUs of the board' -x
complete -c axvmconfig -n '__axvmconfig_command embed' -l host-ram -d 'Memory that guests can have, such as 2GiB or 0x8000_0000' -x
complete -c axvmconfig -n '__axvmconfig_command embed' -l format -d 'How to report findings: text, short (a line each), json, sarif or github (workflow annotations)' -x -a 'text short json sarif github'
complete -c axvmconfig -n '__axvmconfig_command embed' -s W -l warn -d 'Report findings of this code as warnings' -x -a '(__axvmconfig_codes)'
complete -c axvmconfig -n '__axvmconfig_command embed' -s E -l deny -d 'Report them as errors; \'warnings\' for all warnings' -x -a 'warnings (__axvmconfig_codes)'
complete -c axvmconfig -n '__axvmconfig_command embed' -s A -l allow -d 'Do not report them; \'warnings\' for all warnings' -x -a 'warnings (__axvmconfig_codes)'
complete -c axvmconfig -n '__axvmconfig_command embed' -s q -l quiet -d 'Print findings only, no summary'
complete -c axvmconfig -n '__axvmconfig_command embed' -s v -l verbose -d 'Also say what was suppressed and why, and what was not checked because the file is damaged'
complete -c axvmconfig -n '__axvmconfig_command embed' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command embed' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command embed' -a '(__fish_complete_suffix .toml)'
complete -c axvmconfig -n '__axvmconfig_command explain' -l list -d 'List all codes: level, name and what is wrong'
complete -c axvmconfig -n '__axvmconfig_command explain' -l markdown -d 'Print all explanations as a page of Markdown'
complete -c axvmconfig -n '__axvmconfig_command explain' -l color -d 'Color findings: auto, always or never' -x -a 'auto always never'
complete -c axvmconfig -n '__axvmconfig_command explain' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command explain' -a '(__axvmconfig_codes)'
complete -c axvmconfig -n '__axvmconfig_command schema' -l profile -d 'Version of format and hypervisor: 0.4 or 0.8' -x -a '0.4 0.8'
complete -c axvmconfig -n '__axvmconfig_command schema' -l strict-keys -d 'Refuse unknown keys, which are otherwise ignored'
complete -c axvmconfig -n '__axvmconfig_command schema' -l scenario -d 'Print the schema of scenarios instead'
complete -c axvmconfig -n '__axvmconfig_command schema' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command help' -l completion -d 'Print the completions for bash, zsh or fish' -x -a 'bash zsh fish'
complete -c axvmconfig -n '__axvmconfig_command help' -l mdoc -d 'Print the manual page as mdoc source'
complete -c axvmconfig -n '__axvmconfig_command help' -s h -l help -d 'Print this help'
complete -c axvmconfig -n '__axvmconfig_command help' -a '(__axvmconfig_commands)'
