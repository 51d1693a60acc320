/* SPDX-License-Identifier: Apache-2.0 */
/* Integers of any width and floats: their syntax, and whether they fit. No floating point is used. */
#include "diag/findings.h"
#include "toml/reader.h"

_Static_assert((int)AXVM_TOML_INTEGER_OVERFLOW == (int)AXVM_TOML_FLOAT_OVERFLOW,
               "one flag for numbers that fit nowhere");

/* --- integers ------------------------------------------------------------------------------------ */

/* A number of up to 128 bits, least significant limb first. */
struct magnitude {
    uint32_t limbs[4];
    bool overflow; /* it had more bits */
};

static void append_digit(struct magnitude *number, uint32_t radix, uint32_t digit) {
    uint64_t carry = digit;
    for (unsigned i = 0; i < 4; i++) {
        carry += (uint64_t)number->limbs[i] * radix;
        number->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    number->overflow = number->overflow || carry != 0;
}

static bool is_zero(const struct magnitude *number) {
    return (number->limbs[0] | number->limbs[1] | number->limbs[2] | number->limbs[3]) == 0;
}

/* Whether it is above 2^(32 * limb + 31), the magnitude of the least negative two's complement number. */
static bool above_half(const struct magnitude *number, unsigned limb) {
    if (number->limbs[limb] != UINT32_C(1) << 31) {
        return number->limbs[limb] > UINT32_C(1) << 31;
    }
    uint32_t rest = 0;
    for (unsigned i = 0; i < limb; i++) {
        rest |= number->limbs[i];
    }
    return rest != 0;
}

/* The flags that say how wide a number is. */
static unsigned width_flags(const struct magnitude *number, bool negative) {
    bool beyond_64 = (number->limbs[2] | number->limbs[3]) != 0;
    if (number->overflow || (negative && above_half(number, 3))) {
        return AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW;
    }
    return beyond_64 || (negative && above_half(number, 1)) ? AXVM_TOML_INTEGER_WIDE : 0;
}

static uint32_t digit_value(char digit) {
    return axvm_class_of(digit) & AXVM_CLASS_DIGIT_VALUE;
}

static bool is_digit(char byte, uint32_t radix) {
    return axvm_class_of(byte) & AXVM_CLASS_HEX_DIGIT && digit_value(byte) < radix;
}

static const char *digit_problem(uint32_t radix) {
    return radix == 16  ? AXVM_WORDS("not a hexadecimal number")
           : radix == 8 ? AXVM_WORDS("octal digits are 0 to 7")
           : radix == 2 ? AXVM_WORDS("binary digits are 0 and 1")
                        : AXVM_WORDS("not a number");
}

static const char *const underscore_problem = AXVM_WORDS("`_` may only stand between two digits");

/* Reads all of [at, end) as digits of `radix`, with `_` between them. @return what is wrong, or NULL */
static const char *read_digits(const char *at, const char *end, uint32_t radix, struct magnitude *number,
                               bool *grouped) {
    const char *start = at;
    for (; at < end; at++) {
        if (*at == '_') {
            if (at == start || at + 1 == end || !is_digit(at[1], radix)) {
                return underscore_problem;
            }
            *grouped = true;
        } else if (is_digit(*at, radix)) {
            append_digit(number, radix, digit_value(*at));
        } else {
            return digit_problem(radix);
        }
    }
    return NULL;
}

static const char *read_integer(const char *digits, const char *end, uint32_t radix, bool negative,
                                struct axvm_scalar *scalar) {
    struct magnitude number = {.overflow = false};
    bool grouped = false;
    const char *problem = read_digits(digits, end, radix, &number, &grouped);
    unsigned form = radix == 16  ? AXVM_TOML_INTEGER_HEX
                    : radix == 8 ? AXVM_TOML_INTEGER_OCTAL
                    : radix == 2 ? AXVM_TOML_INTEGER_BINARY
                                 : AXVM_TOML_INTEGER_DECIMAL;
    form |= grouped ? AXVM_TOML_INTEGER_GROUPED : 0;
    if (digits == end) {
        /* toml-rs takes `0x` for a number and fails when it is converted, which surplus elements never are. */
        form |= AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW;
    } else {
        negative = negative && !(is_zero(&number) && !number.overflow);
        form |= negative ? AXVM_TOML_INTEGER_NEGATIVE : 0;
        form |= width_flags(&number, negative);
    }
    uint64_t value = form & AXVM_TOML_INTEGER_WIDE ? 0 : (uint64_t)number.limbs[1] << 32 | number.limbs[0];
    bool is_short = !(form & AXVM_TOML_INTEGER_WIDE) && value <= UINT32_MAX;
    scalar->kind = AXVM_TOML_INTEGER;
    scalar->form = (uint8_t)(form | (is_short ? (unsigned)AXVM_TOML_INTEGER_SHORT : 0));
    scalar->value = value;
    return problem;
}

bool axvm_number_is_malformed_late(const char *text, const char *end) {
    const char *at = text + (*text == '+' || *text == '-');
    const char *digits = at;
    while (at < end && axvm_class_of(*at) & AXVM_CLASS_DIGIT) {
        at++;
    }
    if (at == digits || at == end || *at != '_' || *digits == '0') {
        return false;
    }
    for (; at < end; at++) {
        bool stray = *at == '_' && (at + 1 == end || !is_digit(at[1], 16) || !is_digit(at[-1], 16));
        if (stray || *at == 'e' || *at == 'E') {
            return false;
        }
    }
    return true;
}

/* --- floats -------------------------------------------------------------------------------------- */

/*
 * The first decimal digits of the smallest value that rounds to infinity, 2^1024 - 2^970, which has 309.
 * All 309 are needed: a decimal fraction may come as close to it as its author likes.
 */
static const char overflow_digits[] = "1797693134862315807937289714053034150799341327100378269361737789804449"
                                      "6829276475094664901797758720709633028641669288791094655554785194040263"
                                      "0657488671505820681908902000708383676273854845817711531764475730270069"
                                      "8555713669596228429148198608349364752927190741684443655107043427115596"
                                      "99508093042880177904174497792";
#define OVERFLOW_DIGITS 309

/* A float while it is read: d.ddd... times ten to the power of a sum of two numbers. */
struct float_scan {
    const char *first_digit; /* the first digit that is not zero; NULL: none so far */
    const char *mantissa_end;
    int64_t magnitude; /* the power of ten of that digit, the exponent not counted */
    int64_t exponent;  /* capped far above what matters */
};

#define EXPONENT_CAP INT64_C(1000000000000)

static const char *skip_digits(const char *at, const char *end, const char **problem) {
    const char *start = at;
    while (at < end && (axvm_class_of(*at) & AXVM_CLASS_DIGIT || *at == '_')) {
        if (*at == '_' &&
            (at == start || at + 1 == end || !(axvm_class_of(at[1]) & AXVM_CLASS_DIGIT))) {
            *problem = underscore_problem;
        }
        at++;
    }
    return at;
}

static void note_first_digit(struct float_scan *scan, const char *start, const char *end, int64_t power_of_first) {
    for (const char *at = start; at < end && scan->first_digit == NULL; at++) {
        if (*at == '_') {
            continue;
        }
        if (*at != '0') {
            scan->first_digit = at;
            scan->magnitude = power_of_first;
        }
        power_of_first--;
    }
}

static int64_t count_digits(const char *start, const char *end) {
    int64_t count = 0;
    for (const char *at = start; at < end; at++) {
        count += *at != '_';
    }
    return count;
}

static const char *read_exponent(const char *at, const char *end, struct float_scan *scan) {
    const char *problem = NULL;
    bool negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    const char *digits_end = skip_digits(at, end, &problem);
    if (digits_end == at) {
        return AXVM_WORDS("the exponent has no digits");
    }
    for (; at < digits_end; at++) {
        if (*at != '_' && scan->exponent < EXPONENT_CAP) {
            scan->exponent = scan->exponent * 10 + (*at - '0');
        }
    }
    scan->exponent = negative ? -scan->exponent : scan->exponent;
    return problem != NULL ? problem : digits_end == end ? NULL : AXVM_WORDS("not a number");
}

/* Whether the digits from the first one on are at or above overflow_digits. */
static bool digits_overflow(const struct float_scan *scan) {
    const char *at = scan->first_digit;
    for (unsigned i = 0; i < OVERFLOW_DIGITS; i++) {
        while (at < scan->mantissa_end && (*at == '_' || *at == '.')) {
            at++;
        }
        char digit = at < scan->mantissa_end ? *at++ : '0';
        if (digit != overflow_digits[i]) {
            return digit > overflow_digits[i];
        }
    }
    return true;
}

static bool float_overflows(const struct float_scan *scan) {
    if (scan->first_digit == NULL) {
        return false;
    }
    int64_t magnitude = scan->magnitude + scan->exponent;
    return magnitude > OVERFLOW_DIGITS - 1 || (magnitude == OVERFLOW_DIGITS - 1 && digits_overflow(scan));
}

static const char *read_float(const char *digits, const char *end, struct axvm_scalar *scalar) {
    struct float_scan scan = {.first_digit = NULL};
    const char *problem = NULL;
    const char *at = skip_digits(digits, end, &problem);
    if (at == digits) {
        problem = AXVM_WORDS("a digit is missing before the point");
    }
    note_first_digit(&scan, digits, at, count_digits(digits, at) - 1);
    if (at < end && *at == '.') {
        const char *fraction = at + 1;
        at = skip_digits(fraction, end, &problem);
        if (at == fraction) {
            problem = AXVM_WORDS("a digit is missing after the point");
        }
        note_first_digit(&scan, fraction, at, -1);
    }
    scan.mantissa_end = at;
    if (at < end && (*at == 'e' || *at == 'E')) {
        const char *exponent_problem = read_exponent(at + 1, end, &scan);
        problem = problem != NULL ? problem : exponent_problem;
    } else if (at < end && problem == NULL) {
        problem = AXVM_WORDS("not a number");
    }
    scalar->kind = AXVM_TOML_FLOAT;
    scalar->form =
        (uint8_t)(AXVM_TOML_FLOAT_FINITE | (float_overflows(&scan) ? (unsigned)AXVM_TOML_FLOAT_OVERFLOW : 0));
    return problem;
}

/* --- both ---------------------------------------------------------------------------------------- */

static uint32_t radix_of(char letter) {
    return letter == 'x' || letter == 'X'   ? 16
           : letter == 'o' || letter == 'O' ? 8
           : letter == 'b' || letter == 'B' ? 2
                                            : 0;
}

static const char *read_unsigned_radix(const char *text, const char *digits, const char *end,
                                       struct axvm_scalar *scalar) {
    char letter = digits[1];
    const char *problem = read_integer(digits + 2, end, radix_of(letter), false, scalar);
    if (digits != text) {
        return AXVM_WORDS("only decimal numbers may have a sign");
    }
    if (letter < 'a') {
        return AXVM_WORDS("the letter after 0 must be in lower case");
    }
    return problem;
}

static bool has_float_mark(const char *at, const char *end) {
    for (; at < end; at++) {
        if (*at == '.' || *at == 'e' || *at == 'E') {
            return true;
        }
    }
    return false;
}

const char *axvm_read_number(const char *text, const char *end, struct axvm_scalar *scalar) {
    bool negative = *text == '-';
    const char *digits = text + (negative || *text == '+');
    if (digits < end && (*digits == 'i' || *digits == 'n')) {
        scalar->kind = AXVM_TOML_FLOAT;
        scalar->form = *digits == 'i' ? AXVM_TOML_FLOAT_INFINITE : AXVM_TOML_FLOAT_NAN;
        return NULL;
    }
    if (end - digits > 1 && *digits == '0' && radix_of(digits[1]) != 0) {
        return read_unsigned_radix(text, digits, end, scalar);
    }
    const char *problem =
        has_float_mark(digits, end) ? read_float(digits, end, scalar) : read_integer(digits, end, 10, negative, scalar);
    bool leading_zero =
        end - digits > 1 && *digits == '0' && (axvm_class_of(digits[1]) & AXVM_CLASS_DIGIT || digits[1] == '_');
    return problem == NULL && leading_zero ? "a number must not start with 0" : problem;
}
