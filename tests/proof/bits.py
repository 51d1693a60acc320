# SPDX-License-Identifier: Apache-2.0
"""
Proves what environment.h assumes about bits, for words of 64 bits, by z3's arithmetic of bits.

Each axiom has a claim here under its name, in SMT-LIB: x and y are words of 64 bits without sign, in which nothing that
is claimed overflows. `sum` of an address and its way up may be 2^64, so alignments are looked at with 65 bits.
"""

import re
import subprocess

UINT32_MAX = 0xffffffff


def word(value):
    return f"(_ bv{value & (1 << 64) - 1} 64)"


def at_most(name, limit):
    return f"(bvule {name} {word(limit)})"


def below(name, limit):
    return at_most(name, limit - 1)


def equal(left, right):
    return f"(= {left} {right})"


def low_bits(bits):
    return at_most("x", UINT32_MAX), equal(f"(bvand x {word((1 << bits) - 1)})", f"(bvurem x {word(1 << bits)})")


def right(bits, limit=UINT32_MAX):
    return at_most("x", limit), equal(f"(bvlshr x {word(bits)})", f"(bvudiv x {word(1 << bits)})")


def left(bits):
    return at_most("x", UINT32_MAX), equal(f"(bvshl x {word(bits)})", f"(bvmul x {word(1 << bits)})")


def tag(tag_bits, limit):
    return below("x", limit), equal(f"(bvor x {word(tag_bits)})", f"(bvadd x {word(tag_bits)})")


def joined(bits, limit_x):
    product = f"(bvmul x {word(1 << bits)})"
    return (f"(and {below('x', limit_x)} {below('y', 1 << bits)})",
            equal(f"(bvor {product} y)", f"(bvadd {product} y)"))


def has_bit_6(term):
    return f"(distinct (bvand {term} {word(0x40)}) {word(0)})"


# name: what is assumed of x and y, and what then holds
CLAIMS = {
    "masked_is_and": ("true", "(= (bvand x y) (bvand x y))"),
    "masked_commutes": ("true", "(= (bvand y x) (bvand x y))"),
    "either_is_or": ("true", "(= (bvor x y) (bvor x y))"),
    "either_commutes": ("true", "(= (bvor y x) (bvor x y))"),
    "continuation": (at_most("x", 0xff), equal(equal(f"(bvand x {word(0xc0)})", word(0x80)),
                                               f"(and (bvuge x {word(0x80)}) {at_most('x', 0xbf)})")),
    "low_7_bits": low_bits(7),
    "low_6_bits": low_bits(6),
    "low_5_bits": low_bits(5),
    "low_4_bits": low_bits(4),
    "low_3_bits": low_bits(3),
    "left_6": left(6),
    "left_32": left(32),
    "right_6": right(6),
    "right_12": right(12),
    "right_18": right(18),
    "right_32": right(32, (1 << 64) - 1),
    "to_char": (f"(and (bvuge x {word(0x80)}) {at_most('x', 0xff)})",
                equal("((_ sign_extend 56) ((_ extract 7 0) x))", f"(bvsub x {word(0x100)})")),
    "from_char": (f"(and (bvsge x {word(-0x80)}) (bvslt x {word(0)}))",
                  equal("((_ zero_extend 56) ((_ extract 7 0) x))", f"(bvadd x {word(0x100)})")),
    "low_32_bits": ("true", equal("((_ zero_extend 32) ((_ extract 31 0) x))", f"(bvurem x {word(1 << 32)})")),
    "tag_80": tag(0x80, 0x40),
    "tag_c0": tag(0xc0, 0x20),
    "tag_e0": tag(0xe0, 0x10),
    "tag_f0": tag(0xf0, 0x08),
    "below_6": joined(6, 0x4000000),
    "below_32": joined(32, 1 << 32),
    "bit_6": (at_most("x", 0xff), equal(has_bit_6("x"), f"(bvuge (bvurem x {word(0x80)}) {word(0x40)})")),
    "bit_6_of_either": ("true", equal(has_bit_6("(bvor x y)"), f"(or {has_bit_6('x')} {has_bit_6('y')})")),
    "no_bits": ("true", equal(equal("(bvor x y)", word(0)), f"(and {equal('x', word(0))} {equal('y', word(0))})")),
}

# name: what is claimed of the address x and each alignment
ALIGNMENT_CLAIMS = {
    "power_is_positive": lambda alignment: f"(bvugt {word(alignment)} {word(0)})",
    "way_up_is_right": lambda alignment: way(
        alignment, f"(bvsub {word(alignment)} (bvand x {word(alignment - 1)}))", "bvadd"),
    "way_down_is_right": lambda alignment: way(alignment, "x", "bvsub"),
}


def way(alignment, start, step):
    distance = f"(bvand {start} {word(alignment - 1)})"
    end = f"({step} ((_ zero_extend 1) x) ((_ zero_extend 1) {distance}))"
    return f"(and (bvult {distance} {word(alignment)}) (= (bvurem {end} (_ bv{alignment} 65)) (_ bv0 65)))"


def is_proved(claims):
    """Whether z3 finds no x and y for which one of the claims does not hold."""
    text = "".join(f"(push)(declare-const x (_ BitVec 64))(declare-const y (_ BitVec 64))"
                   f"(assert {assumed})(assert (not {claim}))(check-sat)(pop)\n" for assumed, claim in claims)
    done = subprocess.run(["z3", "-in", "-T:60"], input=text.encode(), capture_output=True, check=False)
    return done.stdout.split() == [b"unsat"] * len(claims)


def problems(environment):
    """What is not proved of the axioms in the text of environment.h, a line each."""
    named = set(re.findall(r"axiom (\w+):", environment))
    claimed = set(CLAIMS) | set(ALIGNMENT_CLAIMS)
    found = [f"{name}: an axiom without a claim here" for name in sorted(named - claimed)]
    found += [f"{name}: a claim that is no axiom" for name in sorted(claimed - named)]
    for name, claim in CLAIMS.items():
        if not is_proved([claim]):
            found.append(f"{name}: z3 does not prove it")
    for name, claim in ALIGNMENT_CLAIMS.items():
        if not is_proved([("true", claim(1 << bits)) for bits in range(64)]):
            found.append(f"{name}: z3 does not prove it")
    return found
