/* SPDX-License-Identifier: Apache-2.0 */
/* All of the library in one program, in which llvm-cov finds where each branch is. It is not run. */
int main(void) {
    return 0;
}
