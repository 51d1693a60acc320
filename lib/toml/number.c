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

/*@ predicate is_radix(integer radix) = radix == 2 || radix == 8 || radix == 10 || radix == 16;
  @
  @ logic integer magnitude_of(struct magnitude *number) =
  @   number->limbs[0] + number->limbs[1] * 0x100000000 + number->limbs[2] * 0x10000000000000000 +
  @   number->limbs[3] * 0x1000000000000000000000000;
  @
  @ logic integer product_of(struct magnitude *number, integer radix) =
  @   number->limbs[0] * radix + number->limbs[1] * radix * 0x100000000 +
  @   number->limbs[2] * radix * 0x10000000000000000 + number->limbs[3] * radix * 0x1000000000000000000000000;
  @
  @ lemma product_distributes: \forall struct magnitude *number, integer radix; is_radix(radix) ==>
  @   magnitude_of(number) * radix == product_of(number, radix);
  @*/
/*@ requires \valid(number) && is_radix(radix) && digit < radix;
  @ assigns  number->limbs[0 .. 3], number->overflow;
  @ ensures  \let value = \old(magnitude_of(number)) * radix + digit;
  @          number->overflow <==> \old(number->overflow) || value >= 0x100000000000000000000000000000000;
  @ ensures  !number->overflow ==> magnitude_of(number) == \old(magnitude_of(number)) * radix + digit;
  @*/
static void append_digit(struct magnitude *number, uint32_t radix, uint32_t digit) {
    uint64_t carry = digit;
    /*@ loop invariant 0 <= i <= 4 && carry <= UINT32_MAX;
      @ loop invariant \forall integer k; i <= k < 4 ==> number->limbs[k] == \at(number->limbs[k], Pre);
      @ loop invariant i == 0 ==> carry == digit;
      @ loop invariant i == 1 ==>
      @   number->limbs[0] + carry * 0x100000000 == \at(number->limbs[0], Pre) * radix + digit;
      @ loop invariant i == 2 ==>
      @   number->limbs[0] + number->limbs[1] * 0x100000000 + carry * 0x10000000000000000 ==
      @   \at(number->limbs[0], Pre) * radix + \at(number->limbs[1], Pre) * radix * 0x100000000 + digit;
      @ loop invariant i == 3 ==>
      @   number->limbs[0] + number->limbs[1] * 0x100000000 + number->limbs[2] * 0x10000000000000000 +
      @   carry * 0x1000000000000000000000000 ==
      @   \at(number->limbs[0], Pre) * radix + \at(number->limbs[1], Pre) * radix * 0x100000000 +
      @   \at(number->limbs[2], Pre) * radix * 0x10000000000000000 + digit;
      @ loop invariant i == 4 ==>
      @   magnitude_of(number) + carry * 0x100000000000000000000000000000000 ==
      @   \at(product_of(number, radix), Pre) + digit;
      @ loop assigns   i, carry, number->limbs[0 .. 3];
      @ loop variant   4 - i;
      @*/
    for (unsigned i = 0; i < 4; i++) {
        carry += (uint64_t)number->limbs[i] * radix;
        number->limbs[i] = (uint32_t)carry;
        carry >>= 32;
        /*@ assert number->limbs[i] + carry * 0x100000000 ==
          @        \at(carry, LoopCurrent) + \at(number->limbs[\at(i, LoopCurrent)], Pre) * radix;
          @*/
    }
    //@ assert \at(magnitude_of(number), Pre) * radix == \at(product_of(number, radix), Pre);
    number->overflow = number->overflow || carry != 0;
}

/*@ requires \valid_read(number);
  @ assigns  \nothing;
  @ ensures  \result <==> magnitude_of(number) == 0;
  @*/
static bool is_zero(const struct magnitude *number) {
    return (number->limbs[0] | number->limbs[1] | number->limbs[2] | number->limbs[3]) == 0;
}

/* Whether it is above 2^(32 * limb + 31), the magnitude of the least negative two's complement number. */
/*@ requires \valid_read(number) && limb < 4;
  @ assigns  \nothing;
  @ ensures  limb == 1 && number->limbs[2] == 0 && number->limbs[3] == 0 ==>
  @            (\result <==> magnitude_of(number) > 0x8000000000000000);
  @ ensures  limb == 3 ==> (\result <==> magnitude_of(number) > 0x80000000000000000000000000000000);
  @*/
static bool above_half(const struct magnitude *number, unsigned limb) {
    if (number->limbs[limb] != UINT32_C(1) << 31) {
        return number->limbs[limb] > UINT32_C(1) << 31;
    }
    uint32_t rest = 0;
    /*@ loop invariant 0 <= i <= limb;
      @ loop invariant rest == 0 <==> (\forall integer k; 0 <= k < i ==> number->limbs[k] == 0);
      @ loop assigns   i, rest;
      @ loop variant   limb - i;
      @*/
    for (unsigned i = 0; i < limb; i++) {
        rest |= number->limbs[i];
    }
    return rest != 0;
}

/* The flags that say how wide a number is. */
/*@ requires \valid_read(number);
  @ assigns  \nothing;
  @ behavior beyond_128:
  @   assumes number->overflow || (negative && magnitude_of(number) > 0x80000000000000000000000000000000);
  @   ensures \result == (AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW);
  @ behavior beyond_64:
  @   assumes !number->overflow && (negative ? 0x8000000000000000 < magnitude_of(number) <= 0x80000000000000000000000000000000
  @                                          : magnitude_of(number) > UINT64_MAX);
  @   ensures \result == AXVM_TOML_INTEGER_WIDE;
  @ behavior within_64:
  @   assumes !number->overflow && magnitude_of(number) <= (negative ? 0x8000000000000000 : UINT64_MAX);
  @   ensures \result == 0;
  @ complete behaviors;
  @ disjoint behaviors;
  @*/
static unsigned width_flags(const struct magnitude *number, bool negative) {
    bool beyond_64 = (number->limbs[2] | number->limbs[3]) != 0;
    if (number->overflow || (negative && above_half(number, 3))) {
        return AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW;
    }
    return beyond_64 || (negative && above_half(number, 1)) ? AXVM_TOML_INTEGER_WIDE : 0;
}

/*@ assigns \nothing;
  @ ensures \result < 16;
  @ ensures hex_digit_of(digit) < 16 ==> \result == hex_digit_of(digit);
  @*/
static uint32_t digit_value(char digit) {
    return axvm_class_of(digit) & AXVM_CLASS_DIGIT_VALUE;
}

/*@ requires is_radix(radix);
  @ assigns  \nothing;
  @ ensures  \result <==> hex_digit_of(byte) < radix;
  @*/
static bool is_digit(char byte, uint32_t radix) {
    return axvm_class_of(byte) & AXVM_CLASS_HEX_DIGIT && digit_value(byte) < radix;
}

/*@ assigns \nothing;
  @ ensures \result != \null;
  @*/
static const char *digit_problem(uint32_t radix) {
    return radix == 16  ? AXVM_WORDS("not a hexadecimal number")
           : radix == 8 ? AXVM_WORDS("octal digits are 0 to 7")
           : radix == 2 ? AXVM_WORDS("binary digits are 0 and 1")
                        : AXVM_WORDS("not a number");
}

static const char *const underscore_problem = AXVM_WORDS("`_` may only stand between two digits");

/* Reads all of [at, end) as digits of `radix`, with `_` between them. @return what is wrong, or NULL */
/*@ // The first `count` bytes are digits, or `_` between two of them.
  @ predicate are_digits(char *text, char *end, integer count, integer radix) =
  @   \forall integer i; 0 <= i < count ==>
  @     (text[i] == '_' ?
  @      i > 0 && text + i + 1 != end && hex_digit_of(text[i + 1]) < radix && text[i - 1] != '_' :
  @      hex_digit_of(text[i]) < radix);
  @
  @ logic integer value_of(char *text, integer count, integer radix) =
  @   count <= 0 ? 0 :
  @   text[count - 1] == '_' ? value_of(text, count - 1, radix) :
  @   value_of(text, count - 1, radix) * radix + hex_digit_of(text[count - 1]);
  @
  @ // What was read of a number so far is its value, or the value has more than 128 bits.
  @ predicate holds(struct magnitude *number, integer value) =
  @   number->overflow ? value >= 0x100000000000000000000000000000000 : magnitude_of(number) == value;
  @*/
/*@ requires is_text(at, end) && at <= end && is_radix(radix) && \valid(number) && \valid(grouped);
  @ requires \separated(number, grouped, at + (0 .. end - at - 1));
  @ requires magnitude_of(number) == 0 && !number->overflow;
  @ assigns  *number, *grouped;
  @ ensures  \result == \null <==> are_digits(\old(at), end, end - \old(at), radix);
  @ ensures  \result == \null ==> holds(number, value_of(\old(at), end - \old(at), radix));
  @*/
static const char *read_digits(const char *at, const char *end, uint32_t radix, struct magnitude *number,
                               bool *grouped) {
    const char *start = at;
    /*@ loop invariant start <= at <= end && \base_addr(at) == \base_addr(end);
      @ loop invariant are_digits(start, end, at - start, radix);
      @ loop invariant holds(number, value_of(start, at - start, radix));
      @ loop assigns   at, *number, *grouped;
      @ loop variant   end - at;
      @*/
    for (; at < end; at++) {
        //@ assert at == start + (at - start) && end == start + (end - start);
        //@ assert at > start ==> at[-1] == start[at - start - 1];
        //@ assert at + 1 == end <==> end - at == 1;
        //@ assert end - at > 1 ==> at[1] == start[at - start + 1];
        if (*at == '_') {
            if (at == start || at + 1 == end || !is_digit(at[1], radix)) {
                //@ assert !are_digits(start, end, at - start + 1, radix);
                return underscore_problem;
            }
            *grouped = true;
            //@ assert value_of(start, at - start + 1, radix) == value_of(start, at - start, radix);
        } else if (is_digit(*at, radix)) {
            /*@ assert value_of(start, at - start + 1, radix) ==
              @   value_of(start, at - start, radix) * radix + hex_digit_of(*at);
              @*/
            append_digit(number, radix, digit_value(*at));
        } else {
            //@ assert !are_digits(start, end, at - start + 1, radix);
            return digit_problem(radix);
        }
    }
    return NULL;
}

/*@ requires is_text(digits, end) && digits <= end && is_radix(radix) && \valid(scalar);
  @ requires \separated(scalar, digits + (0 .. end - digits - 1));
  @ assigns  scalar->kind, scalar->form, scalar->value;
  @ ensures  scalar->kind == AXVM_TOML_INTEGER;
  @ ensures  \result == \null <==> are_digits(digits, end, end - digits, radix);
  @ ensures  \result == \null && digits < end ==>
  @            \let magnitude = value_of(digits, end - digits, radix);
  @            scalar->value == (magnitude <= (negative ? 0x8000000000000000 : UINT64_MAX) ? magnitude : 0);
  @*/
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
    //@ assert (form & AXVM_TOML_INTEGER_WIDE) == 0;
    if (digits == end) {
        /* toml-rs takes `0x` for a number and fails when it is converted, which surplus elements never are. */
        form |= AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW;
    } else {
        negative = negative && !(is_zero(&number) && !number.overflow);
        form |= negative ? AXVM_TOML_INTEGER_NEGATIVE : 0;
        //@ assert (form & AXVM_TOML_INTEGER_WIDE) == 0;
        form |= width_flags(&number, negative);
    }
    /*@ assert problem == \null && digits < end ==>
      @   ((form & AXVM_TOML_INTEGER_WIDE) == 0 <==>
      @    value_of(digits, end - digits, radix) <= (\at(negative, Pre) ? 0x8000000000000000 : UINT64_MAX));
      @*/
    uint64_t value = form & AXVM_TOML_INTEGER_WIDE ? 0 : number.limbs[1] * UINT64_C(0x100000000) + number.limbs[0];
    //@ assert (form & AXVM_TOML_INTEGER_WIDE) == 0 ==> value == number.limbs[1] * 0x100000000 + number.limbs[0];
    //@ assert (form & AXVM_TOML_INTEGER_WIDE) != 0 ==> value == 0;
    /*@ assert problem == \null && digits < end && (form & AXVM_TOML_INTEGER_WIDE) == 0 ==>
      @   value == value_of(digits, end - digits, radix);
      @*/
    bool is_short = !(form & AXVM_TOML_INTEGER_WIDE) && value <= UINT32_MAX;
    scalar->kind = AXVM_TOML_INTEGER;
    scalar->form = (uint8_t)(form | (is_short ? (unsigned)AXVM_TOML_INTEGER_SHORT : 0));
    scalar->value = value;
    return problem;
}

/*@ requires is_text(text, end) && text < end;
  @ assigns  \nothing;
  @*/
bool axvm_number_is_malformed_late(const char *text, const char *end) {
    const char *at = text + (*text == '+' || *text == '-');
    const char *digits = at;
    /*@ loop invariant digits <= at <= end && \base_addr(at) == \base_addr(end);
      @ loop assigns   at;
      @ loop variant   end - at;
      @*/
    while (at < end && axvm_class_of(*at) & AXVM_CLASS_DIGIT) {
        at++;
    }
    //@ assert at == digits <==> at - digits == 0;
    if (at == digits || at == end || *at != '_' || *digits == '0') {
        return false;
    }
    /*@ loop invariant digits < at && digits <= at <= end && \base_addr(at) == \base_addr(end);
      @ loop assigns   at;
      @ loop variant   end - at;
      @*/
    for (; at < end; at++) {
        //@ assert at + 1 == end <==> end - at == 1;
        bool stray = *at == '_' && (at + 1 == end || !is_digit(at[1], 16) || !is_digit(at[-1], 16));
        if (stray || *at == 'e' || *at == 'E') {
            return false;
        }
    }
    return true;
}

/* --- floats -------------------------------------------------------------------------------------- */

/*
 * The decimal digits of the smallest value that rounds to infinity, 2^1024 - 2^970, which has 309: two a byte.
 * All are needed: a decimal fraction may come as close to it as its author likes.
 */
/* clang-format off */
static const unsigned char overflow_digits[] = {
    0x17, 0x97, 0x69, 0x31, 0x34, 0x86, 0x23, 0x15, 0x80, 0x79, 0x37, 0x28, 0x97, 0x14, 0x05, 0x30, 0x34, 0x15,
    0x07, 0x99, 0x34, 0x13, 0x27, 0x10, 0x03, 0x78, 0x26, 0x93, 0x61, 0x73, 0x77, 0x89, 0x80, 0x44, 0x49, 0x68,
    0x29, 0x27, 0x64, 0x75, 0x09, 0x46, 0x64, 0x90, 0x17, 0x97, 0x75, 0x87, 0x20, 0x70, 0x96, 0x33, 0x02, 0x86,
    0x41, 0x66, 0x92, 0x88, 0x79, 0x10, 0x94, 0x65, 0x55, 0x54, 0x78, 0x51, 0x94, 0x04, 0x02, 0x63, 0x06, 0x57,
    0x48, 0x86, 0x71, 0x50, 0x58, 0x20, 0x68, 0x19, 0x08, 0x90, 0x20, 0x00, 0x70, 0x83, 0x83, 0x67, 0x62, 0x73,
    0x85, 0x48, 0x45, 0x81, 0x77, 0x11, 0x53, 0x17, 0x64, 0x47, 0x57, 0x30, 0x27, 0x00, 0x69, 0x85, 0x55, 0x71,
    0x36, 0x69, 0x59, 0x62, 0x28, 0x42, 0x91, 0x48, 0x19, 0x86, 0x08, 0x34, 0x93, 0x64, 0x75, 0x29, 0x27, 0x19,
    0x07, 0x41, 0x68, 0x44, 0x43, 0x65, 0x51, 0x07, 0x04, 0x34, 0x27, 0x11, 0x55, 0x96, 0x99, 0x50, 0x80, 0x93,
    0x04, 0x28, 0x80, 0x17, 0x79, 0x04, 0x17, 0x44, 0x97, 0x79, 0x20,
};
/* clang-format on */
#define OVERFLOW_DIGITS 309

/* A float while it is read: d.ddd... times ten to the power of a sum of two numbers. */
struct float_scan {
    const char *first_digit; /* the first digit that is not zero; NULL: none so far */
    const char *mantissa_end;
    int64_t magnitude; /* the power of ten of that digit, the exponent not counted */
    int64_t exponent;  /* capped far above what matters */
};

#define EXPONENT_CAP INT64_C(1000000000000)

/*@ requires is_text(at, end) && at <= end && \valid(problem) && \separated(problem, at + (0 .. end - at - 1));
  @ assigns  *problem;
  @ ensures  \old(at) <= \result <= end && \base_addr(\result) == \base_addr(end);
  @ ensures  \forall char *p; \base_addr(p) == \base_addr(end) && \old(at) <= p < \result ==>
  @            ('0' <= *p <= '9' || *p == '_');
  @*/
static const char *skip_digits(const char *at, const char *end, const char **problem) {
    const char *start = at;
    /*@ loop invariant start <= at <= end && \base_addr(at) == \base_addr(end);
      @ loop invariant \forall char *p; \base_addr(p) == \base_addr(end) && start <= p < at ==>
      @                  ('0' <= *p <= '9' || *p == '_');
      @ loop assigns   at, *problem;
      @ loop variant   end - at;
      @*/
    while (at < end && (axvm_class_of(*at) & AXVM_CLASS_DIGIT || *at == '_')) {
        //@ assert (at + 1 == end <==> end - at == 1) && at == start + (at - start);
        if (*at == '_' && (at == start || at + 1 == end || !(axvm_class_of(at[1]) & AXVM_CLASS_DIGIT))) {
            *problem = underscore_problem;
        }
        at++;
    }
    return at;
}

/*@ requires is_text(start, end) && start <= end && end - start <= AXVM_TEXT_MAX && \valid(scan);
  @ requires \separated(scan, start + (0 .. end - start - 1));
  @ requires -1 <= power_of_first <= AXVM_TEXT_MAX;
  @ assigns  scan->first_digit, scan->magnitude;
  @ ensures  scan->first_digit == \old(scan->first_digit) && scan->magnitude == \old(scan->magnitude) ||
  @          start <= scan->first_digit < end && \base_addr(scan->first_digit) == \base_addr(end) &&
  @          -1 - AXVM_TEXT_MAX <= scan->magnitude <= AXVM_TEXT_MAX;
  @*/
static void note_first_digit(struct float_scan *scan, const char *start, const char *end, int64_t power_of_first) {
    /*@ loop invariant start <= at <= end && \base_addr(at) == \base_addr(end);
      @ loop invariant \at(power_of_first, Pre) - (at - start) <= power_of_first <= \at(power_of_first, Pre);
      @ loop invariant
      @   scan->first_digit == \at(scan->first_digit, Pre) && scan->magnitude == \at(scan->magnitude, Pre) ||
      @   start <= scan->first_digit < end && \base_addr(scan->first_digit) == \base_addr(end) &&
      @   -1 - AXVM_TEXT_MAX <= scan->magnitude <= AXVM_TEXT_MAX;
      @ loop assigns   at, power_of_first, scan->first_digit, scan->magnitude;
      @ loop variant   end - at;
      @*/
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

/*@ requires is_text(start, end) && start <= end && end - start <= AXVM_TEXT_MAX;
  @ assigns  \nothing;
  @ ensures  0 <= \result <= end - start;
  @*/
static int64_t count_digits(const char *start, const char *end) {
    int64_t count = 0;
    /*@ loop invariant start <= at <= end && \base_addr(at) == \base_addr(end);
      @ loop invariant 0 <= count <= at - start;
      @ loop assigns   at, count;
      @ loop variant   end - at;
      @*/
    for (const char *at = start; at < end; at++) {
        count += *at != '_';
    }
    return count;
}

/*@ requires is_text(at, end) && at <= end && \valid(scan) && scan->exponent == 0;
  @ requires \separated(scan, at + (0 .. end - at - 1));
  @ assigns  scan->exponent;
  @ ensures  -10 * EXPONENT_CAP <= scan->exponent <= 10 * EXPONENT_CAP;
  @*/
static const char *read_exponent(const char *at, const char *end, struct float_scan *scan) {
    const char *problem = NULL;
    bool negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    const char *digits_end = skip_digits(at, end, &problem);
    if (digits_end == at) {
        return AXVM_WORDS("the exponent has no digits");
    }
    /*@ loop invariant \at(at, LoopEntry) <= at <= digits_end && \base_addr(at) == \base_addr(end);
      @ loop invariant 0 <= scan->exponent < 10 * EXPONENT_CAP;
      @ loop assigns   at, scan->exponent;
      @ loop variant   digits_end - at;
      @*/
    for (; at < digits_end; at++) {
        if (*at != '_' && scan->exponent < EXPONENT_CAP) {
            scan->exponent = scan->exponent * 10 + (*at - '0');
        }
    }
    scan->exponent = negative ? -scan->exponent : scan->exponent;
    return problem != NULL ? problem : digits_end == end ? NULL : AXVM_WORDS("not a number");
}

/* Whether the digits from the first one on are at or above overflow_digits. */
/*@ requires \valid_read(scan) && is_text(scan->first_digit, scan->mantissa_end);
  @ assigns  \nothing;
  @*/
static bool digits_overflow(const struct float_scan *scan) {
    const char *at = scan->first_digit;
    /*@ loop invariant 0 <= i <= OVERFLOW_DIGITS;
      @ loop invariant \base_addr(at) == \base_addr(scan->mantissa_end) && scan->first_digit <= at;
      @ loop assigns   at, i;
      @ loop variant   OVERFLOW_DIGITS - i;
      @*/
    for (unsigned i = 0; i < OVERFLOW_DIGITS; i++) {
        /*@ loop invariant \base_addr(at) == \base_addr(scan->mantissa_end) && scan->first_digit <= at;
          @ loop assigns   at;
          @ loop variant   scan->mantissa_end - at;
          @*/
        while (at < scan->mantissa_end && (*at == '_' || *at == '.')) {
            at++;
        }
        char digit = at < scan->mantissa_end ? *at++ : '0';
        unsigned pair = overflow_digits[i / 2];
        char limit = (char)('0' + (i % 2 == 0 ? pair / 16 : pair % 16));
        if (digit != limit) {
            return digit > limit;
        }
    }
    return true;
}

/*@ requires \valid_read(scan);
  @ requires scan->first_digit != \null ==> is_text(scan->first_digit, scan->mantissa_end);
  @ requires -1 - AXVM_TEXT_MAX <= scan->magnitude <= AXVM_TEXT_MAX;
  @ requires -10 * EXPONENT_CAP <= scan->exponent <= 10 * EXPONENT_CAP;
  @ assigns  \nothing;
  @*/
static bool float_overflows(const struct float_scan *scan) {
    if (scan->first_digit == NULL) {
        return false;
    }
    int64_t magnitude = scan->magnitude + scan->exponent;
    return magnitude > OVERFLOW_DIGITS - 1 || (magnitude == OVERFLOW_DIGITS - 1 && digits_overflow(scan));
}

/*@ requires is_text(digits, end) && digits <= end && end - digits <= AXVM_TEXT_MAX && \valid(scalar);
  @ requires \separated(scalar, digits + (0 .. end - digits - 1));
  @ assigns  scalar->kind, scalar->form;
  @ ensures  scalar->kind == AXVM_TOML_FLOAT;
  @*/
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

/*@ assigns \nothing;
  @ ensures \result == (letter == 'x' || letter == 'X' ? 16 : letter == 'o' || letter == 'O' ? 8 :
  @                     letter == 'b' || letter == 'B' ? 2 : 0);
  @*/
static uint32_t radix_of(char letter) {
    return letter == 'x' || letter == 'X'   ? 16
           : letter == 'o' || letter == 'O' ? 8
           : letter == 'b' || letter == 'B' ? 2
                                            : 0;
}

/*@ requires is_text(text, end) && text <= digits && \base_addr(text) == \base_addr(digits) && end - digits > 1;
  @ requires end - text <= AXVM_TEXT_MAX && \valid(scalar);
  @ requires \separated(scalar, text + (0 .. end - text - 1));
  @ requires digits[1] == 'x' || digits[1] == 'o' || digits[1] == 'b' ||
  @          digits[1] == 'X' || digits[1] == 'O' || digits[1] == 'B';
  @ assigns  scalar->kind, scalar->form, scalar->value;
  @ ensures  scalar->kind == AXVM_TOML_INTEGER;
  @ ensures  \let radix = digits[1] == 'x' ? 16 : digits[1] == 'o' ? 8 : 2;
  @          \let length = end - digits - 2;
  @          \result == \null ==>
  @            text == digits && (digits[1] == 'x' || digits[1] == 'o' || digits[1] == 'b') &&
  @            are_digits(digits + 2, end, length, radix) &&
  @            (length > 0 ==>
  @              scalar->value == (value_of(digits + 2, length, radix) <= UINT64_MAX ?
  @                                value_of(digits + 2, length, radix) : 0));
  @*/
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

/*@ requires is_text(at, end) && at <= end;
  @ assigns  \nothing;
  @*/
static bool has_float_mark(const char *at, const char *end) {
    /*@ loop invariant \at(at, Pre) <= at <= end && \base_addr(at) == \base_addr(end);
      @ loop assigns   at;
      @ loop variant   end - at;
      @*/
    for (; at < end; at++) {
        if (*at == '.' || *at == 'e' || *at == 'E') {
            return true;
        }
    }
    return false;
}

/*@ requires is_text(text, end) && text < end && end - text <= AXVM_TEXT_MAX && \valid(scalar);
  @ requires \separated(scalar, text + (0 .. end - text - 1));
  @ assigns  scalar->kind, scalar->form, scalar->value;
  @ ensures  scalar->kind == AXVM_TOML_INTEGER || scalar->kind == AXVM_TOML_FLOAT;
  @*/
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
