/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file suggest.h
 * What a misspelled word was meant for.
 */
#ifndef AXVM_MODEL_SUGGEST_H
#define AXVM_MODEL_SUGGEST_H

#include "axvmconfig/schema.h"

/** The key of `record` in a profile that is nearest to `word`. @return NULL if none is near */
const char *axvm_suggest_key(const struct axvm_record *record, enum axvm_profile profile, struct axvm_slice word);

/** The word of `values` in a profile that is nearest to `word`. @return NULL if none is near */
const char *axvm_suggest_word(const struct axvm_enum *values, enum axvm_profile profile, struct axvm_slice word);

/** The key of `record` with this name, in any profile. @return NULL if there is none */
const struct axvm_field *axvm_field_named(const struct axvm_record *record, struct axvm_slice name);

/**
 * The section that has a key of this name in a profile.
 * @return its key in the configuration, such as `kernel`; NULL if none has
 */
const struct axvm_field *axvm_section_with_key(struct axvm_slice name, enum axvm_profile profile);

#endif
