/* SPDX-License-Identifier: Apache-2.0 */
/* blocks.h: whichever way blocks are looked at here, each byte in each place passes the tests that it should. */
#include "tap.h"

#include "base/blocks.h"
#include "toml/plain.h"

static char text[AXVM_BLOCK_BYTES];

static void fill(char byte) {
    for (unsigned i = 0; i < AXVM_BLOCK_BYTES; i++) {
        text[i] = byte;
    }
}

/* Whether the first byte that passed is the one at `place`, or none passed and none should. */
static bool is_first(uint64_t passed, bool expected, unsigned place) {
    return expected ? passed != 0 && axvm_block_first(passed) == place : passed == 0;
}

static void check_tests(void) {
    bool printable = true;
    bool others = true;
    for (unsigned byte = 0; byte < 256; byte++) {
        for (unsigned place = 0; place < AXVM_BLOCK_BYTES; place++) {
            fill('m');
            text[place] = (char)byte;
            axvm_block block = axvm_block_load(text);
            bool odd = byte < 0x20 || byte > 0x7e;
            printable = printable && is_first(axvm_block_not_printable(block), odd, place);
            uint64_t passed = axvm_block_not_printable_or(block, axvm_block_of('"'), axvm_block_of('\\'));
            others = others && is_first(passed, odd || byte == '"' || byte == '\\', place);
        }
    }
    TAP_CHECK(printable, "all but printable ASCII is found");
    TAP_CHECK(others, "so are two more bytes");
}

static void check_first(void) {
    bool good = true;
    for (unsigned place = 0; place + 1 < AXVM_BLOCK_BYTES; place++) {
        fill('m');
        for (unsigned i = place; i < AXVM_BLOCK_BYTES; i++) {
            text[i] = '\n';
        }
        good = good && axvm_block_first(axvm_block_not_printable(axvm_block_load(text))) == place;
    }
    TAP_CHECK(good, "of several bytes that pass the first is found");
}

/* Digits of all kinds, up to sixteen of them, each byte behind them that is none. */
static void check_hex(void) {
    static const char digits[] = "0123456789abcdefABCDEF";
    bool good = true;
    uint64_t seed = 1;
    for (unsigned count = 1; count <= AXVM_BLOCK_BYTES; count++) {
        for (unsigned after = 0; after < 256; after++) {
            uint64_t expected = 0;
            fill((char)after);
            for (unsigned i = 0; i < count; i++) {
                seed = seed * UINT32_C(1103515245) % UINT32_C(0x7fffffff) + 1;
                unsigned digit = (unsigned)(seed % (sizeof digits - 1));
                text[i] = digits[digit];
                expected = expected << 4 | (digit < 16 ? digit : digit - 6);
            }
            bool is_digit = axvm_class_of((char)after) & AXVM_CLASS_HEX_DIGIT;
            uint64_t value = 0;
            unsigned found = axvm_block_hex(axvm_block_load(text), &value);
            good = good && (is_digit || (found == count && value == expected));
        }
    }
    TAP_CHECK(good, "hexadecimal digits are read up to the first other byte");
}

static void check_bare_keys(void) {
    bool good = true;
    for (unsigned byte = 0; byte < 256; byte++) {
        for (unsigned place = 0; place < AXVM_BLOCK_BYTES; place++) {
            fill('m');
            text[place] = (char)byte;
            bool is_bare = axvm_class_of((char)byte) & AXVM_CLASS_BARE_KEY;
            good = good && axvm_block_bare_key(axvm_block_load(text)) == (is_bare ? AXVM_BLOCK_BYTES : place);
        }
    }
    TAP_CHECK(good, "a key without quotes ends with the first byte that is not of its class");
}

void tap_body(void) {
    check_tests();
    check_first();
    if (AXVM_BLOCK_HAS_CLASSES) {
        check_hex();
        check_bare_keys();
    } else {
        TAP_CHECK(AXVM_BLOCK_BYTES == AXVM_WORD_BYTES, "hexadecimal digits and keys are read byte by byte");
    }
}
