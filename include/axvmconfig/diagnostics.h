/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file diagnostics.h
 * Findings are data: what is wrong, where, why it matters and the edit that mends it.
 *
 * The reader, the decoder and the checks fill a list of findings; renderers print it; nothing else
 * prints. Everything a finding holds lies in the arena or is constant, so it lives as long as the
 * arena and the texts it points into.
 */
#ifndef AXVMCONFIG_DIAGNOSTICS_H
#define AXVMCONFIG_DIAGNOSTICS_H

#include "axvmconfig/base.h"
#include "axvmconfig/output.h"
#include "axvmconfig/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How bad a finding is. Errors make a config invalid; warnings and notes do not. */
enum axvm_level {
    AXVM_LEVEL_NOTE = 0,
    AXVM_LEVEL_WARNING,
    AXVM_LEVEL_ERROR,
};

/**
 * The code of a finding: printed as `AX` and four digits. The first two digits are the family, and
 * a code never changes its meaning. axvm_rule_of() says what each means. From family 02 on, the last two
 * digits are the number of the condition that the rule checks, as axvm_rule's `origin` has it.
 */
enum axvm_code {
    /* 00: the text is not TOML */
    AXVM_CODE_NOT_UTF8 = 1,
    AXVM_CODE_CONTROL_CHARACTER = 2,
    AXVM_CODE_BARE_CARRIAGE_RETURN = 3,
    AXVM_CODE_TEXT_TOO_LARGE = 4,
    AXVM_CODE_KEY_EXPECTED = 5,
    AXVM_CODE_EQUALS_EXPECTED = 6,
    AXVM_CODE_VALUE_EXPECTED = 7,
    AXVM_CODE_VALUE_NOT_TOML = 8,
    AXVM_CODE_STRING_NOT_CLOSED = 9,
    AXVM_CODE_ESCAPE_INVALID = 10,
    AXVM_CODE_NUMBER_INVALID = 11,
    AXVM_CODE_DATETIME_INVALID = 12,
    AXVM_CODE_LINE_END_EXPECTED = 13,
    AXVM_CODE_BRACKET_NOT_CLOSED = 14,
    AXVM_CODE_COMMA = 15,
    AXVM_CODE_HEADER_INVALID = 16,
    AXVM_CODE_TOO_DEEP = 17,
    AXVM_CODE_KEY_TOO_DEEP = 18,
    AXVM_CODE_DUPLICATE_KEY = 19,
    AXVM_CODE_DUPLICATE_TABLE = 20,
    AXVM_CODE_NOT_EXTENDABLE = 21,
    AXVM_CODE_NEEDS_TOML_1_1 = 22,
    /* 01: the TOML is not a VM configuration */
    AXVM_CODE_MISSING_SECTION = 101,
    AXVM_CODE_MISSING_KEY = 102,
    AXVM_CODE_WRONG_TYPE = 103,
    AXVM_CODE_INTEGER_RANGE = 104,
    AXVM_CODE_VALUE_UNKNOWN = 105,
    AXVM_CODE_TOO_FEW_ELEMENTS = 106,
    AXVM_CODE_SURPLUS_ELEMENTS = 107,
    AXVM_CODE_UNKNOWN_KEY = 108,
    AXVM_CODE_UNKNOWN_SECTION = 109,
    AXVM_CODE_NUMBER_OVERFLOW = 110,
    AXVM_CODE_FLAT_FORMAT = 111,
    AXVM_CODE_VM_TYPE_UNKNOWN = 112,
    AXVM_CODE_ALIAS = 113,
    /* 02: memory regions */
    AXVM_CODE_MEM_NONE = 201,
    AXVM_CODE_MEM_EMPTY_REGION = 202,
    AXVM_CODE_MEM_SIZE_UNALIGNED = 203,
    AXVM_CODE_MEM_GPA_UNALIGNED = 204,
    AXVM_CODE_MEM_NOT_IN_BLOCKS = 205,
    AXVM_CODE_MEM_SIZE_TOO_LARGE = 206,
    AXVM_CODE_MEM_OUTSIDE_GUEST = 207,
    AXVM_CODE_MEM_BEYOND_GPA_BITS = 208,
    AXVM_CODE_MEM_OVERLAP = 209,
    AXVM_CODE_MEM_GPA_IGNORED = 211,
    AXVM_CODE_MEM_FLAGS = 212,
    AXVM_CODE_MEM_LOW_PAGES = 213,
    AXVM_CODE_MEM_HOST_RAM = 216,
    AXVM_CODE_MEM_MAIN_UNMAPPED = 217,
    AXVM_CODE_MEM_MAIN_SMALL = 219,
    AXVM_CODE_MEM_ON_PASSTHROUGH = 220,
    AXVM_CODE_MEM_ON_EMULATED = 221,
    AXVM_CODE_MEM_ON_APIC_PAGE = 222,
    AXVM_CODE_MEM_NOT_IN_DTB = 227,
    AXVM_CODE_MEM_NOT_REPORTED = 229,
    /* 03: CPUs */
    AXVM_CODE_CPU_NONE = 301,
    AXVM_CODE_CPU_TOO_MANY = 302,
    AXVM_CODE_CPU_IDS_MISSING = 303,
    AXVM_CODE_CPU_IDS_SURPLUS = 304,
    AXVM_CODE_CPU_SETS_SURPLUS = 305,
    AXVM_CODE_CPU_IDS_SHORT = 306,
    AXVM_CODE_CPU_SETS_SHORT = 307,
    AXVM_CODE_CPU_IDS_DUPLICATE = 308,
    AXVM_CODE_CPU_SETS_UNUSED = 309,
    AXVM_CODE_CPU_MASK_BEYOND_HOST = 310,
    AXVM_CODE_CPU_MASK_EMPTY = 311,
    AXVM_CODE_CPU_BEYOND_BOARD = 312,
    AXVM_CODE_CPU_HARTS_DIFFER = 315,
    AXVM_CODE_CPU_HART_TOO_LARGE = 316,
    AXVM_CODE_CPU_SECONDARY_X86 = 317,
    AXVM_CODE_CPU_SHARED = 319,
    AXVM_CODE_CPU_MASK_MISREAD = 320,
    AXVM_CODE_CPU_REDISTRIBUTORS = 321,
    AXVM_CODE_CPU_SECONDARY_LOONGARCH = 323,
    /* 04: images and where they are loaded */
    AXVM_CODE_IMG_KERNEL_MISSING = 401,
    AXVM_CODE_IMG_FILE_MISSING = 402,
    AXVM_CODE_IMG_PATH_NOT_A_FILE = 403,
    AXVM_CODE_IMG_DTB_INVALID = 405,
    AXVM_CODE_IMG_KERNEL_MOVED_OUT = 406,
    AXVM_CODE_IMG_KERNEL_UNMAPPED = 407,
    AXVM_CODE_IMG_NO_ROOM = 408,
    AXVM_CODE_IMG_ENTRY_UNMAPPED = 409,
    AXVM_CODE_IMG_ENTRY_NOT_LOADED = 410,
    AXVM_CODE_IMG_ENTRY_BELOW_KERNEL = 411,
    AXVM_CODE_IMG_ENTRY_REPLACED = 412,
    AXVM_CODE_IMG_KERNEL_ADDRESS_UNUSED = 413,
    AXVM_CODE_IMG_KERNEL_OFFSET_LOST = 414,
    AXVM_CODE_IMG_RAMDISK_NO_ADDRESS = 415,
    AXVM_CODE_IMG_ADDRESS_WITHOUT_IMAGE = 416,
    AXVM_CODE_IMG_BIOS_NO_ADDRESS = 417,
    AXVM_CODE_IMG_RAMDISK_UNMAPPED = 418,
    AXVM_CODE_IMG_OVERLAP = 419,
    AXVM_CODE_IMG_DTB_UNMAPPED = 420,
    AXVM_CODE_IMG_DTB_OVER_IMAGE = 421,
    AXVM_CODE_IMG_DTB_ADDRESS_UNUSED = 422,
    AXVM_CODE_IMG_DTB_NO_ADDRESS = 423,
    AXVM_CODE_IMG_DTB_ADDRESS_REFUSED = 424,
    AXVM_CODE_IMG_DTB_UNUSED = 426,
    AXVM_CODE_IMG_RAMDISK_NOT_ANNOUNCED = 428,
    AXVM_CODE_IMG_KERNEL_FORMAT = 430,
    AXVM_CODE_IMG_PATH_ELSEWHERE = 435,
    AXVM_CODE_IMG_NO_CONTENT = 437,
    /* 05: boot protocol and firmware */
    AXVM_CODE_BOOT_NOT_ENABLED = 501,
    AXVM_CODE_BOOT_DIRECT_ENABLED = 502,
    AXVM_CODE_BOOT_OTHER_ARCH = 503,
    AXVM_CODE_BOOT_NO_FIRMWARE = 504,
    AXVM_CODE_BOOT_NO_LOAD_ADDR = 505,
    AXVM_CODE_BOOT_LOONGARCH_NO_UEFI = 506,
    AXVM_CODE_BOOT_NO_FW_CFG = 507,
    AXVM_CODE_BOOT_BIOS_ELSEWHERE = 510,
    AXVM_CODE_BOOT_NO_LOW_MEMORY = 512,
    AXVM_CODE_BOOT_BIOS_MISSES_KERNEL = 513,
    AXVM_CODE_BOOT_REAL_MODE_ENTRY = 514,
    AXVM_CODE_BOOT_STUB_ENTRY = 520,
    AXVM_CODE_BOOT_REAL_MODE_KERNEL = 522,
    AXVM_CODE_BOOT_DTB_ADDR_UNUSED = 523,
    AXVM_CODE_BOOT_FIRMWARE_UNUSED = 524,
    AXVM_CODE_BOOT_NO_BIOS = 525,
    /* 06: devices passed through */
    AXVM_CODE_DEV_WINDOWS_ONLY = 601,
    AXVM_CODE_DEV_WINDOW_BEHIND_PATH = 602,
    AXVM_CODE_DEV_PATH_BEHIND_WINDOW = 603,
    AXVM_CODE_DEV_HPA_IGNORED = 604,
    AXVM_CODE_DEV_HPA_DIFFERS = 605,
    AXVM_CODE_DEV_PAGE_OFFSETS_DIFFER = 606,
    AXVM_CODE_DEV_LAST_PAGE_LOST = 607,
    AXVM_CODE_DEV_PAGES_SHARED = 608,
    AXVM_CODE_DEV_OUT_OF_RANGE = 609,
    AXVM_CODE_DEV_RANGE_EMPTY = 610,
    AXVM_CODE_DEV_ADDRESS_RANGE_EMPTY = 611,
    AXVM_CODE_DEV_DEVICE_EMPTY = 612,
    AXVM_CODE_DEV_NO_LENGTH = 613,
    AXVM_CODE_DEV_NO_PATH = 614,
    AXVM_CODE_DEV_PATH_ON_X86 = 615,
    AXVM_CODE_DEV_PATH_ON_LOONGARCH = 616,
    AXVM_CODE_DEV_TREE_INCOMPLETE = 618,
    AXVM_CODE_DEV_EXCLUSION_IGNORED = 620,
    AXVM_CODE_DEV_EXCLUSION_NO_EFFECT = 624,
    AXVM_CODE_DEV_OVER_EMULATED = 626,
    AXVM_CODE_DEV_WINDOWS_OVERLAP = 632,
    AXVM_CODE_DEV_WINDOW_TWICE = 633,
    AXVM_CODE_DEV_IRQ_IGNORED = 634,
    AXVM_CODE_DEV_OVER_APIC_PAGE = 635,
    AXVM_CODE_DEV_HOST_FS_RELEASED = 636,
    AXVM_CODE_DEV_PORTS_INVALID = 637,
    AXVM_CODE_DEV_PORTS_CONFLICT = 638,
    AXVM_CODE_DEV_PORTS_IGNORED = 639,
    AXVM_CODE_DEV_WHOLE_SPACE = 640,
    AXVM_CODE_DEV_WHOLE_TREE = 644,
    /* 07: emulated devices */
    AXVM_CODE_EMU_TYPE_NOT_IMPLEMENTED = 701,
    AXVM_CODE_EMU_TYPE_DUMMY = 702,
    AXVM_CODE_EMU_TYPE_OTHER_ARCH = 703,
    AXVM_CODE_EMU_GICR_SETTINGS = 704,
    AXVM_CODE_EMU_GICR_FRAMES_OVERLAP = 705,
    AXVM_CODE_EMU_GICR_FRAMES = 706,
    AXVM_CODE_EMU_GICD_LENGTH = 707,
    AXVM_CODE_EMU_ITS_SETTINGS = 708,
    AXVM_CODE_EMU_ITS_UNUSABLE = 709,
    AXVM_CODE_EMU_GICV2_PLACE = 711,
    AXVM_CODE_EMU_PLIC_SETTINGS = 712,
    AXVM_CODE_EMU_PLIC_TOO_SHORT = 713,
    AXVM_CODE_EMU_PLIC_UNUSABLE = 715,
    AXVM_CODE_EMU_LENGTH_ZERO = 716,
    AXVM_CODE_EMU_OVERLAP = 717,
    AXVM_CODE_EMU_BEYOND_ADDRESSES = 718,
    AXVM_CODE_EMU_PORTS_FIXED = 719,
    AXVM_CODE_EMU_IOAPIC_PLACE = 720,
    AXVM_CODE_EMU_IRQ_IGNORED = 722,
    AXVM_CODE_EMU_GIC_HALF = 723,
    /* 08: interrupts */
    AXVM_CODE_IRQ_MODE_OMITTED = 801,
    AXVM_CODE_IRQ_EMULATED_WITHOUT_VGIC = 802,
    AXVM_CODE_IRQ_PASSTHROUGH_WITH_VGIC = 803,
    AXVM_CODE_IRQ_NO_GIC = 804,
    AXVM_CODE_IRQ_ID_ZERO = 805,
    AXVM_CODE_IRQ_ID_BEYOND_SPI_TARGETS = 806,
    AXVM_CODE_IRQ_NO_PLIC = 811,
    AXVM_CODE_IRQ_NOT_FORWARDED = 812,
    AXVM_CODE_IRQ_FORWARDED_TWICE = 813,
    /* 09: remarks to this tool in the text */
    AXVM_CODE_ALLOW_MALFORMED = 901,
    AXVM_CODE_ALLOW_UNKNOWN_CODE = 902,
    AXVM_CODE_ALLOW_WITHOUT_REASON = 903,
    AXVM_CODE_ALLOW_UNUSED = 904,
    /* 10: memory shared between guests */
    AXVM_CODE_IVC_SECOND_WINDOW = 1001,
    AXVM_CODE_IVC_UNALIGNED = 1002,
    AXVM_CODE_IVC_OVERLAP = 1003,
    AXVM_CODE_IVC_PARTNER = 1004,
    AXVM_CODE_IVC_NOT_RESERVED = 1005,
    /* 11: several guests on one board */
    AXVM_CODE_MVM_SAME_ID = 1101,
    AXVM_CODE_MVM_ID_ZERO = 1102,
    AXVM_CODE_MVM_BOOT_DELAY = 1103,
    AXVM_CODE_MVM_SHARED = 1105,
    AXVM_CODE_MVM_MEMORY_PASSED = 1106,
    AXVM_CODE_MVM_SAME_NAME = 1107,
    AXVM_CODE_MVM_CROWDED_CPU = 1108,
    AXVM_CODE_MVM_ALL_DEVICES = 1109,
    /* 12: the configuration as a whole, and how it is deployed */
    AXVM_CODE_CFG_NUMBERS_SWAPPED = 1207,
    AXVM_CODE_CFG_INTEGER_TOO_LARGE = 1208,
    AXVM_CODE_CFG_RAW_STRING_END = 1209,
    AXVM_CODE_CFG_PATH_COLON = 1210,
    AXVM_CODE_CFG_HEADER_SPELLING = 1211,
    AXVM_CODE_CFG_FILE_NAME = 1212,
    AXVM_CODE_CFG_DISK_PATH_UNUSED = 1215,
    AXVM_CODE_CFG_CMDLINE_UNUSED = 1216,
    AXVM_CODE_CFG_ONLY_GENERATED = 1217,
    AXVM_CODE_CFG_IMAGE_LOCATION = 1218,
    AXVM_CODE_CFG_FS_IMAGES_BUILT_IN = 1219,
    AXVM_CODE_CFG_MEMORY_IMAGES_IN_FS = 1220,
    AXVM_CODE_CFG_PATH_RELATIVE = 1221,
    AXVM_CODE_CFG_BIOS_NOT_ENABLED = 1222,
    AXVM_CODE_ARCHITECTURE_UNKNOWN = 1299,
    /* 13: a conversion to another format */
    AXVM_CODE_CONVERT_NO_PLACE = 1301,
    AXVM_CODE_CONVERT_NOT_IN_PROFILE = 1302,
    AXVM_CODE_CONVERT_IMPLIED = 1303,
    AXVM_CODE_CONVERT_MADE_EXPLICIT = 1304,
    AXVM_CODE_CONVERT_OTHER_MEANING = 1305,
    AXVM_CODE_CONVERT_NO_MEANING = 1306,
    AXVM_CODE_CONVERT_INCOMPLETE = 1307,
    AXVM_CODE_CONVERT_NOT_JSON = 1308,
    /* the end of the list */
};

/** A marked place with a few words about it. */
struct axvm_label {
    struct axvm_source *source; /**< the text the span is in */
    struct axvm_span span;
    struct axvm_slice text; /**< may be empty; one line */
};

/** What kind of remark stands under the marked source. */
enum axvm_remark_kind {
    AXVM_REMARK_NOTE,     /**< background */
    AXVM_REMARK_ON_BOARD, /**< what the machine does with it */
    AXVM_REMARK_HELP,     /**< what to do */
};

/** One remark. */
struct axvm_remark {
    enum axvm_remark_kind kind;
    struct axvm_slice text; /**< one line */
};

/**
 * An edit that mends a finding: replace the bytes of `span` in the finding's source. If it moves them, they are inserted
 * at `target` as well, which lies outside of the span, and `replacement` is empty: both happen, or neither.
 */
struct axvm_fix {
    struct axvm_span span;
    struct axvm_slice replacement;
    bool needs_review; /**< false: safe to apply unseen */
    bool moves;
    uint32_t target;
};

/** The most secondary labels, remarks and fixes of one finding. */
#define AXVM_LABELS_MAX  3
#define AXVM_REMARKS_MAX 3
#define AXVM_FIXES_MAX   2

/** One finding. The counts never exceed the arrays; `primary` is always set. */
struct axvm_finding {
    struct axvm_finding *next; /**< NULL: last */
    enum axvm_code code;
    enum axvm_level level;
    struct axvm_slice message; /**< what is wrong, one line, no full stop */
    struct axvm_label primary;
    struct axvm_label labels[AXVM_LABELS_MAX];
    struct axvm_remark remarks[AXVM_REMARKS_MAX];
    struct axvm_fix fixes[AXVM_FIXES_MAX];
    unsigned label_count;
    unsigned remark_count;
    unsigned fix_count;
    bool suppressed;                 /**< switched off by the user: counted and reported apart */
    struct axvm_slice justification; /**< of a suppression in the text: the reason given; else empty */
};

/** A text that findings point into, by the name it is shown under. */
struct axvm_source {
    struct axvm_slice name; /**< a file name, or `<stdin>` */
    struct axvm_slice text;
};

/** The arena bytes that one finding with all its texts takes at most. */
#define AXVM_FINDING_BYTES_MAX ((size_t)3072)

/**
 * The findings of a run, in the order found until axvm_findings_sort().
 *
 * `first` to `last` is a list of findings, of each level at most `limit` when added, so that warnings
 * never crowd errors out; further ones are only counted.
 */
struct axvm_findings {
    struct axvm_arena *arena;   /**< findings and their texts are taken from its high end */
    struct axvm_source *source; /**< the text that findings are about at the moment */
    struct axvm_finding *first;
    struct axvm_finding *last;
    uint32_t limit;
    uint32_t stored[AXVM_LEVEL_ERROR + 1]; /**< in the list, by enum axvm_level */
    uint32_t counts[AXVM_LEVEL_ERROR + 1]; /**< in the list or only counted, not suppressed, by enum axvm_level */
    uint32_t suppressed;                   /**< of those in the list */
    bool out_of_memory;                    /**< the arena was full: a finding was lost, only counted */
};

/**
 * Prepares an empty list.
 *
 * @param arena   the arena that findings are stored in; the one the reader uses is the usual choice
 * @param source  the text the findings will be about; must outlive the list
 * @param limit   the most findings to store of each level. 0 is allowed: findings are then only counted
 */
void axvm_findings_init(struct axvm_findings *findings, struct axvm_arena *arena, struct axvm_source *source,
                        uint32_t limit);

/** All findings, stored or not. */
uint32_t axvm_findings_total(const struct axvm_findings *findings);

/**
 * Sorts by name of the source, position, level (errors first) and code, and drops repetitions: the same
 * code and message about the same span count once. Stable, O(n log n).
 */
void axvm_findings_sort(struct axvm_findings *findings);

/** A place for people: both numbers start at 1. */
struct axvm_position {
    uint32_t line;
    uint32_t column; /**< in code points; a tab is one; a byte order mark is none */
};

/**
 * The line and column of a byte offset.
 *
 * Lines end at LF only. Invalid UTF-8 counts one column a byte. Linear in `offset`.
 * @param offset  at most text.length; larger ones are taken as the end
 */
struct axvm_position axvm_position_of(struct axvm_slice text, uint32_t offset);

/** How the text renderer prints. */
struct axvm_render_options {
    bool color;         /**< ANSI colors */
    bool explain_hints; /**< end each block with the command that explains its code */
};

/**
 * Prints one finding the way rustc does: message, place, source lines with the spans marked, remarks.
 *
 * Control characters, invalid bytes and terminal escapes from the source are printed as visible
 * escapes, so a config cannot paint on the reader's terminal. Long lines are cut around the span.
 * Uses O(length of the source up to the finding) time and no memory.
 */
void axvm_render_text(struct axvm_output *output, const struct axvm_finding *finding,
                      const struct axvm_render_options *options);

/** The most related codes of a rule. */
#define AXVM_RELATED_MAX 4

/** The most keys that a rule looks at, and the most rules that it comes after. */
#define AXVM_RULE_NEEDS_MAX 8
#define AXVM_RULE_AFTER_MAX 4

/** A section of a configuration, for struct axvm_rule_need. */
enum axvm_section {
    AXVM_SECTION_NONE = 0,
    AXVM_SECTION_BASE,
    AXVM_SECTION_KERNEL,
    AXVM_SECTION_DEVICES,
};

/**
 * A key that a rule relies on: its section in the upper two bits, the offset of the member in the section's struct
 * (see schema.h) in the others. 0: none.
 */
#define AXVM_RULE_NEED(section, offset) ((unsigned short)((section) << 14 | (offset)))
#define AXVM_RULE_NEED_SECTION(need)    ((enum axvm_section)((need) >> 14))
#define AXVM_RULE_NEED_OFFSET(need)     ((size_t)(need)&0x3fff)

struct axvm_checker;       /* one guest under check: lib/check/checker.h */
struct axvm_board_checker; /* all guests of a board under check */

/**
 * What people are told of a code. All strings are constant. Texts are plain prose with `code` between backquotes;
 * paragraphs are separated by an empty line.
 */
struct axvm_rule_texts {
    const char *origin;      /**< the condition in the list of the hypervisor's: "MEM-03"; NULL: none */
    const char *name;        /**< a few words with `-` between them, stable as the code is: "string-not-closed";
                                  empty without texts */
    const char *explanation; /**< NULL without texts. What it means, why it matters and what to do */
    const char *on_board;    /**< what the machine does with it; NULL: nothing, or it never gets there */
    const char *failing;     /**< an example of TOML with this finding, whole lines. Several files of a board are
                                  separated by lines `# --- vm2.toml`. A first line such as
                                  `# --- vm.toml --deploy fs` names the file and options that make the finding */
    const char *mended;      /**< the same, mended */
    enum axvm_code related[AXVM_RELATED_MAX]; /**< see also; 0 ends the list early */
};

/**
 * One row of the rule table: everything that is known about a code. Rows without a function belong to the reader, the
 * decoder and the remarks in the text. Members are narrow because a hypervisor carries the table.
 */
struct axvm_rule {
    unsigned short code;                         /**< enum axvm_code */
    unsigned char profiles;                      /**< bit 1 << profile for each that has the rule; never 0 */
    unsigned char archs;                         /**< bit 1 << arch for each that has it; 0: every one, known or not */
    unsigned char levels[AXVM_PROFILE_COUNT];    /**< enum axvm_level, by default, of the profiles that have it */
    unsigned short needs[AXVM_RULE_NEEDS_MAX];   /**< AXVM_RULE_NEED of keys that must be sound for it to run */
    unsigned short after[AXVM_RULE_AFTER_MAX];   /**< codes: it does not run where one of these, all lower, found an
                                                    error; 0 ends the list early */
    void (*check)(struct axvm_checker *checker); /**< looks at one guest; NULL: none */
    void (*check_board)(struct axvm_board_checker *checker); /**< looks at all guests of a board; NULL: none */
    const char *title;                                       /**< what is wrong, in general; one line */
    const struct axvm_rule_texts *texts; /**< never NULL; all of it empty in a library that is built without texts */
};

/** The most rows that the rule table may have. */
#define AXVM_RULES_MAX 256

/** The number of rows of the rule table. */
size_t axvm_rule_count(void);

/** Row `index` of the rule table, which is ordered by code. @return NULL past the last */
const struct axvm_rule *axvm_rule_at(size_t index);

/** The index of a code's row. @return axvm_rule_count() if there is none */
size_t axvm_rule_index(enum axvm_code code);

/** The row of a code. @return NULL if there is none */
const struct axvm_rule *axvm_rule_of(enum axvm_code code);

/** Whether a profile has a rule. */
bool axvm_rule_is_in(const struct axvm_rule *rule, enum axvm_profile profile);

/** The default level of a rule in a profile; where the profile does not have it, that of the first that has. */
enum axvm_level axvm_rule_level(const struct axvm_rule *rule, enum axvm_profile profile);

/**
 * The row that a word means: a code as printed ("AX0203", in any letter case) or a rule's name.
 * @return NULL if there is none
 */
const struct axvm_rule *axvm_rule_named(struct axvm_slice word);

/** The rule whose code or name is nearest to a misspelled word. @return NULL if none is near */
const struct axvm_rule *axvm_rule_suggested(struct axvm_slice word);

/* --- reports: the findings of a run, for people or machines ------------------------------------- */

/** How a report is written. */
enum axvm_report_format {
    AXVM_REPORT_TEXT,   /**< as axvm_render_text(), blocks separated by an empty line */
    AXVM_REPORT_SHORT,  /**< a line each: `file:line:column: level[code]: message` */
    AXVM_REPORT_JSON,   /**< one object; docs/findings.schema.json describes it */
    AXVM_REPORT_SARIF,  /**< SARIF 2.1.0, columns in UTF-16 code units */
    AXVM_REPORT_GITHUB, /**< workflow commands: `::error file=...,line=...::message` */
};

/** What a source was checked for. */
struct axvm_report_target {
    enum axvm_profile profile;
    enum axvm_arch arch;
    struct axvm_slice arch_reason; /**< what the architecture was inferred from; empty if it was told or is not known */
};

/**
 * A report being written: axvm_report_begin(), any number of axvm_report_source(), axvm_report_end().
 * Of what it holds only the options and the target are the caller's business, and the counts where a report is written
 * in pieces: a copy goes on from there, into an output of its own, and what it has counted is added.
 */
struct axvm_report {
    struct axvm_output *output;
    enum axvm_report_format format;
    struct axvm_render_options options;      /**< for AXVM_REPORT_TEXT */
    uint32_t limit;                          /**< the most findings of one source that are written */
    const struct axvm_report_target *target; /**< of the next source, for AXVM_REPORT_JSON; NULL: it is not said */
    bool incomplete; /**< something that was to be checked is not in the report; AXVM_REPORT_SARIF says that */
    /* From here on: the report's own. */
    uint32_t sources;
    uint32_t written; /**< findings */
    uint32_t counts[AXVM_LEVEL_ERROR + 1];
    uint32_t suppressed;
};

/** Starts a report. `output` and `options` as in axvm_render_text(). */
void axvm_report_begin(struct axvm_report *report, struct axvm_output *output, enum axvm_report_format format,
                       struct axvm_render_options options, uint32_t limit);

/**
 * Writes the findings about one source, also if there are none.
 *
 * Suppressed findings appear in JSON and SARIF, marked as such, and nowhere else. Where there are more
 * findings than the limit, errors are chosen first, then warnings, notes and suppressed ones; what is
 * chosen is written in the order of the text, and the report says how many are left out.
 *
 * @param findings  sorted; all with this primary source. Linear in the text and the findings together, as
 *                  long as labels lie near their findings; each that does not costs a sixteenth of the text
 */
void axvm_report_source(struct axvm_report *report, struct axvm_source *source, const struct axvm_findings *findings);

/** Ends a report. Does not flush the output. */
void axvm_report_end(struct axvm_report *report);

/* --- what the user wants to hear ------------------------------------------------------------------ */

/** What to do with the findings of a code. */
enum axvm_policy_action {
    AXVM_POLICY_WARN,  /**< report at warning level */
    AXVM_POLICY_DENY,  /**< report at error level */
    AXVM_POLICY_ALLOW, /**< suppress; errors of the families 00 and 01 cannot be allowed */
};

/** One wish. Later ones win over earlier ones. */
struct axvm_policy_entry {
    enum axvm_code code; /**< 0: every finding at warning level ("warnings"), DENY and ALLOW only */
    enum axvm_policy_action action;
};

/**
 * Applies wishes to stored findings: changes levels and marks suppressed ones; the counts follow.
 * An error that makes the text unreadable or no configuration (families 00 and 01) stays an error.
 */
void axvm_policy_apply(struct axvm_findings *findings, const struct axvm_policy_entry *entries, size_t count);

/* --- mending --------------------------------------------------------------------------------------- */

/**
 * Writes `text` with the fixes of its findings applied.
 *
 * Takes the first fix of each finding that is not suppressed, in the order of the text; of two that touch
 * the same bytes the first wins, and the other is left for another run, as a whole if it moves something. What
 * several move to the same place stands there in the order in which it stood. All other bytes stay.
 *
 * @param findings  about `text`; the fixes are sorted in their arena's high end, which is given back
 * @param review    also fixes that need review
 * @param output    receives the whole text
 * @param applied   receives the number of fixes applied; with 0 the output is the text
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY, and then nothing is written
 */
enum axvm_status axvm_fixes_apply(struct axvm_slice text, const struct axvm_findings *findings, bool review,
                                  struct axvm_output *output, uint32_t *applied);

#ifdef __cplusplus
}
#endif

#endif
