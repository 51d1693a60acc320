/* SPDX-License-Identifier: Apache-2.0 */
/* Prints libFuzzer's dictionary. */
#include "words.h"

#include <stdio.h>

int main(void) {
    size_t count;
    const struct word *words = words_all(&count);
    for (size_t i = 0; i < count; i++) {
        putchar('"');
        for (const char *at = words[i].text; *at != '\0'; at++) {
            unsigned char byte = (unsigned char)*at;
            if (byte == '"' || byte == '\\' || byte < ' ' || byte > '~') {
                printf("\\x%02x", byte);
            } else {
                putchar(byte);
            }
        }
        puts("\"");
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
