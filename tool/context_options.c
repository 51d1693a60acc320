/* SPDX-License-Identifier: Apache-2.0 */
#include "context_options.h"

#include <string.h>

/** No guest physical address is wider. */
#define GPA_BITS_MAX 64

/** A suffix of a size, and what it multiplies by. */
struct size_unit {
    const char *suffix;
    unsigned shift;
};

static bool take_profile(const struct option_reader *reader, enum axvm_profile *profile) {
    if (axvm_profile_from(axvm_slice_of(reader->value), profile)) {
        return true;
    }
    const char *words[AXVM_PROFILE_COUNT];
    for (unsigned i = 0; i < AXVM_PROFILE_COUNT; i++) {
        words[i] = axvm_profile_name((enum axvm_profile)i);
    }
    option_word_error(reader, OPTION_PROFILE, words, AXVM_PROFILE_COUNT);
    return false;
}

static bool take_arch(const struct option_reader *reader, enum axvm_arch *arch) {
    if (axvm_arch_from(axvm_slice_of(reader->value), arch)) {
        return true;
    }
    const char *words[AXVM_ARCH_COUNT - 1];
    for (unsigned i = 1; i < AXVM_ARCH_COUNT; i++) {
        words[i - 1] = axvm_arch_name((enum axvm_arch)i);
    }
    option_word_error(reader, OPTION_ARCH, words, AXVM_ARCH_COUNT - 1);
    return false;
}

static bool take_deploy(const struct option_reader *reader, enum axvm_deploy *deploy) {
    static const char *const words[] = {"memory", "fs"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(reader->value, words[i]) == 0) {
            *deploy = i == 0 ? AXVM_DEPLOY_MEMORY : AXVM_DEPLOY_FS;
            return true;
        }
    }
    option_word_error(reader, OPTION_DEPLOY, words, COUNT_OF(words));
    return false;
}

static bool take_gpa_bits(const struct option_reader *reader, unsigned *bits) {
    uint64_t number;
    if (!option_number(reader, OPTION_GPA_BITS, &number)) {
        return false;
    }
    if (number == 0 || number > GPA_BITS_MAX) {
        option_value_error(reader, OPTION_GPA_BITS, "expected a number from 1 to 64");
        return false;
    }
    *bits = (unsigned)number;
    return true;
}

static bool take_host_cpus(const struct option_reader *reader, uint64_t *cpus) {
    if (!option_number(reader, OPTION_HOST_CPUS, cpus)) {
        return false;
    }
    if (*cpus == 0) {
        option_value_error(reader, OPTION_HOST_CPUS, "expected at least 1");
        return false;
    }
    return true;
}

/** Takes a size: a number, or one with the suffix KiB, MiB, GiB or TiB. */
static bool take_host_ram(const struct option_reader *reader, uint64_t *size_bytes) {
    static const struct size_unit units[] = {{"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"TiB", 40}, {"", 0}};
    struct axvm_slice text = axvm_slice_of(reader->value);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        size_t suffix = strlen(units[i].suffix);
        uint64_t number;
        if (text.length < suffix || strcmp(text.data + text.length - suffix, units[i].suffix) != 0 ||
            !axvm_parse_u64((struct axvm_slice){text.data, text.length - suffix}, &number)) {
            continue;
        }
        if (number > 0 && number <= UINT64_MAX >> units[i].shift) {
            *size_bytes = number << units[i].shift;
            return true;
        }
    }
    option_value_error(reader, OPTION_HOST_RAM, "expected a size such as 512MiB, 2GiB or 0x8000_0000");
    return false;
}

bool context_option(const struct option_reader *reader, int option, struct check_context *context) {
    switch (option) {
    case OPTION_PROFILE:
        context->profile_given = true;
        return take_profile(reader, &context->profile);
    case OPTION_ARCH:
        return take_arch(reader, &context->options.arch);
    case OPTION_GPA_BITS:
        return take_gpa_bits(reader, &context->options.gpa_bits);
    case OPTION_HOST_CPUS:
        return take_host_cpus(reader, &context->options.host_cpus);
    case OPTION_HOST_RAM:
        return take_host_ram(reader, &context->options.host_ram_bytes);
    case OPTION_DECODE_ONLY:
        context->decode_only = true;
        return true;
    default:
        return take_deploy(reader, &context->options.deploy);
    }
}
