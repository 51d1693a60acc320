/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file scenario_guests.h
 * Which files of a directory are guests of a scenario beside them.
 */
#ifndef AXVMCONFIG_TOOL_SCENARIO_GUESTS_H
#define AXVMCONFIG_TOOL_SCENARIO_GUESTS_H

#include "path_list.h"

/**
 * Takes the files that scenarios among them name off a sorted list: they are checked with their scenario, for the board
 * that it describes. Those that cannot be read stay on it.
 * @param jobs  how many threads look for them; 0: as many as there are CPUs
 * @return 0; or ENOMEM, and the list is as it was
 */
int scenario_guests_take_off(struct path_list *files, size_t jobs);

#endif
