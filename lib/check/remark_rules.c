/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 09: remarks to this tool in the text. allow.c reports them. */
#include "check/rule_rows.h"

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_ALLOW_MALFORMED,
     IN_ALL(WARNING),
     .title = "remark to this tool is malformed",
     TEXTS(.name = "allow-malformed",
           .related = {AXVM_CODE_ALLOW_UNKNOWN_CODE, AXVM_CODE_ALLOW_WITHOUT_REASON, AXVM_CODE_UNKNOWN_KEY},
           .explanation =
               "A comment that begins with `axvm:` is a remark to this tool; the only one there is reads `# "
               "axvm: allow AX0108 reason`: the word `allow`, one code or name of a finding, and the reason. "
               "What cannot be read has no effect.",
           .failing = "[base]\nserial = 7 # axvm: permit AX0108 the flash script reads it\n" BEHIND_BASE,
           .mended = "[base]\nserial = 7 # axvm: allow AX0108 the flash script reads it\n" BEHIND_BASE)},
    {.code = AXVM_CODE_ALLOW_UNKNOWN_CODE,
     IN_ALL(WARNING),
     .title = "remark names no code",
     TEXTS(.name = "allow-unknown-code",
           .related = {AXVM_CODE_ALLOW_MALFORMED, AXVM_CODE_ALLOW_UNUSED, AXVM_CODE_UNKNOWN_KEY},
           .explanation =
               "The word after `allow` must be the code or the name of a finding, such as `AX0108` or "
               "`unknown-key`. As it stands the remark suppresses nothing. `axvmconfig explain --list` prints "
               "all codes and names.",
           .failing = "[base]\nserial = 7 # axvm: allow unknow-key the flash script reads it\n" BEHIND_BASE,
           .mended = "[base]\nserial = 7 # axvm: allow unknown-key the flash script reads it\n" BEHIND_BASE)},
    {.code = AXVM_CODE_ALLOW_WITHOUT_REASON,
     IN_ALL(WARNING),
     .title = "suppression without a reason",
     TEXTS(.name = "allow-without-reason",
           .related = {AXVM_CODE_ALLOW_MALFORMED, AXVM_CODE_ALLOW_UNUSED, AXVM_CODE_UNKNOWN_KEY},
           .explanation =
               "A suppression must say why, for those who read the file after its author: put a few words behind "
               "the code. Until then it suppresses nothing.",
           .failing = "[base]\nserial = 7 # axvm: allow AX0108\n" BEHIND_BASE,
           .mended = "[base]\nserial = 7 # axvm: allow AX0108 the flash script reads it\n" BEHIND_BASE)},
    {.code = AXVM_CODE_ALLOW_UNUSED,
     IN_ALL(WARNING),
     .title = "suppression suppresses nothing",
     TEXTS(.name = "allow-unused", .related = {AXVM_CODE_ALLOW_UNKNOWN_CODE, AXVM_CODE_ALLOW_WITHOUT_REASON},
           .explanation =
               "There is no such finding where this remark applies: what it was written for has been mended, or "
               "it stands in the wrong place. At the end of a line a remark applies to that line; on a line of "
               "its own, to the key, value or table that comes next; on or above a header, to the whole table up "
               "to the next header. Remove it, before it hides a mistake that somebody makes later.\n\n"
               "Errors that begin with AX00 or AX01 cannot be suppressed, since no configuration is left then.",
           .failing =
               "[base]\nid = 1 # axvm: allow AX0108 the flash script reads it\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
};

const struct axvm_rule_family axvm_remark_rules = FAMILY(rows);
