/* SPDX-License-Identifier: Apache-2.0 */
#include "dense.h"

#include "support.h"

#include <string.h>

#define BASE   "[base]\nid=1\nname=''\nvm_type=1\ncpu_num=1\n"
#define KERNEL "[kernel]\nentry_point=1\nkernel_path=''\nkernel_load_addr=1\n"
#define REST   "memory_regions=[]\n[devices]\n"

/* 64 keys of one letter. */
#define LETTERS                                                                                                        \
    "A=0,B=0,C=0,D=0,E=0,F=0,G=0,H=0,I=0,J=0,K=0,L=0,M=0,N=0,O=0,P=0,Q=0,R=0,S=0,T=0,U=0,V=0,W=0,X=0,Y=0,Z=0,"         \
    "a=0,b=0,c=0,d=0,e=0,f=0,g=0,h=0,i=0,j=0,k=0,l=0,m=0,n=0,o=0,p=0,q=0,r=0,s=0,t=0,u=0,v=0,w=0,x=0,y=0,z=0,"         \
    "0=0,1=0,2=0,3=0,4=0,5=0,6=0,7=0,8=0,9=0,-=0,_=0"

#define IN_LIST(list, unit) BASE KERNEL REST list "=[", unit, "]\n"

const struct dense_pattern dense_patterns[] = {
    /* lists of the configuration, with what they take and with what they do not */
    {"regions", BASE KERNEL "memory_regions=[", "[1,1,1,1],", "]\n"},
    {"empty regions", BASE KERNEL "memory_regions=[", "[],", "]\n"},
    {"numbers for regions", BASE KERNEL "memory_regions=[", "0,", "]\n"},
    {"emulated devices", IN_LIST("emu_devices", "['',0,0,0,0,[]],")},
    {"empty emulated devices", IN_LIST("emu_devices", "[],")},
    {"numbers for emulated devices", IN_LIST("emu_devices", "0,")},
    {"passthrough devices", IN_LIST("passthrough_devices", "[''],")},
    {"passthrough devices as tables", IN_LIST("passthrough_devices", "{name=''},")},
    {"escaped names", IN_LIST("passthrough_devices", "[\"\\t\"],")},
    {"numbers for passthrough devices", IN_LIST("passthrough_devices", "0,")},
    {"addresses", IN_LIST("passthrough_addresses", "[],")},
    {"addresses as tables", IN_LIST("passthrough_addresses", "{},")},
    {"dates for addresses", IN_LIST("passthrough_addresses", "1:0,")},
    {"numbers for addresses", IN_LIST("passthrough_addresses", "0,")},
    {"excluded devices", IN_LIST("excluded_devices", "[],")},
    {"names of excluded devices", IN_LIST("excluded_devices", "[''],")},
    {"numbers for excluded devices", IN_LIST("excluded_devices", "0,")},
    {"CPUs", BASE "phys_cpu_ids=[", "0,", "]\n"},
    {"settings of one device",
     IN_LIST("emu_devices", "['',0,0,0,0,[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]],")},
    {"surplus elements", BASE KERNEL "memory_regions=[[1,1,1,1,", "0,", "]]\n"},
    {"surplus elements that overflow", BASE KERNEL "memory_regions=[[1,1,1,1,", "0x,", "]]\n"},
    {"devices as elements", BASE KERNEL REST, "[[devices.passthrough_devices]]\nname=''\n", ""},
    /* documents */
    {"nothing", "", "\n", ""},
    {"blanks", "", " ", ""},
    {"comments", "", "#\n", ""},
    {"one comment", "#", "x", "\n"},
    {"elements", "a=[", "0,", "]"},
    {"strings", "a=[", "'',", "]"},
    {"arrays", "a=[", "[],", "]"},
    {"inline tables", "a=[", "{},", "]"},
    {"inline tables with keys", "a=[", "{" LETTERS "},", "]"},
    {"overflows", "a=[", "0x,", "]"},
    {"escapes", "a=\"", "\\t", "\""},
    {"keys", "", "@=1\n", ""},
    {"escaped keys", "", "\"\\t@\"=1\n", ""},
    {"escaped keys at top of a configuration", BASE KERNEL REST "[x]\n", "\"\\u0040@\"=1\n", ""},
    {"keys of one inline table", "a={", "@=1,", "}"},
    {"dotted keys", "", "a.@=1\n", ""},
    {"dotted keys with escapes", "", "\"\\t\".\"\\t@\"=1\n", ""},
    {"dotted keys of many tables", "", "@.a.b=1\n", ""},
    {"headers", "", "[@]\n", ""},
    {"headers of sub-tables", "", "[a.@.b]\n", ""},
    {"elements of an array of tables", "", "[[a]]\n", ""},
    {"tables that are opened late", "", "[@.a]\n[@]\n", ""},
    {"one long key", "", "k", "=1"},
    {"one long dotted key", "a", ".a", "=1"},
    /* mistakes */
    {"repeated keys", "", "a=1\n", ""},
    {"repeated headers", "", "[a]\n", ""},
    {"missing values", "", "@=\n", ""},
    {"no keys", "", "=\n", ""},
    {"missing commas", "a=[", "1 ", "]"},
    {"words", "a=[", "x,", "]"},
    {"words in lines", "a=[\n", "a\n", "]"},
    {"open arrays", "", "a=[\n", ""},
    {"open inline tables", "", "@={\n", ""},
    {"open brackets", "a=", "[", ""},
    {"open braces", "a=", "{a=", ""},
    {"open strings", "a=[\n", "'\n", "]"},
    {"open multi-line strings", "", "@='''\n", ""},
    {"headers in arrays", "", "a=[[a]\n", ""},
    {"unclosed headers", "", "[@\n", ""},
    {"quotes", "a=[", "'", "]"},
    {"double quotes", "a=[", "\"", "]"},
    {"numbers and strings without commas", "a=[", "0x\"a\"", "]"},
    {"malformed numbers and strings", "a=[", "1_!\"\"", "]"},
    {"malformed numbers and dots", "a=[", "1_a.", "]"},
    {"bad escapes", "a=\"", "\\q", "\""},
    {"carriage returns", "a=[", "\r", "]"},
    {"NULs in lines", "", "\x01\n", ""},
    {"bytes that are not UTF-8", "#", "\xff", "\n"},
    {"half sequences", "#", "\xe4\xb8", "\n"},
    {"byte order marks", "", "\xef\xbb\xbf", ""},
    {"backslashes", "a='''", "\\", "'''"},
    {"underscores", "a=[1", "_", "]"},
    {"digits", "a=", "9", ""},
    {"digits of a float", "a=0.", "0", "1e9"},
    {"dots", "a=[", "1.", "]"},
    {"colons", "a=[", "1:", "]"},
    {"dates without commas", "a=[", "1970-01-01", "]"},
    {"braces", "a={", "}{", "}"},
    {"wrong brackets", "a=[", "[}", "]"},
    {"equals signs", "a", "=", "1"},
};

const size_t dense_pattern_count = sizeof dense_patterns / sizeof dense_patterns[0];

/* Writes a number in letters, so that all keys made with it differ. */
static size_t write_letters(char *to, size_t number) {
    size_t length = 0;
    do {
        to[length++] = (char)('a' + number % 26);
        number /= 26;
    } while (number != 0);
    return length;
}

char *dense_text(const struct dense_pattern *pattern, size_t length, size_t *used) {
    size_t start = strlen(pattern->start);
    size_t unit = strlen(pattern->unit);
    size_t end = strlen(pattern->end);
    char *text = allocate(start + length + 2 * unit + 64 + end);
    memcpy(text, pattern->start, start);
    size_t at = start;
    for (size_t number = 0; at < length; number++) {
        for (size_t i = 0; i < unit; i++) {
            if (pattern->unit[i] == '@') {
                at += write_letters(text + at, number);
            } else {
                text[at++] = pattern->unit[i];
            }
        }
    }
    memcpy(text + at, pattern->end, end);
    *used = at + end;
    return text;
}
