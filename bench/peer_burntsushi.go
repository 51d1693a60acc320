// SPDX-License-Identifier: Apache-2.0

// BurntSushi/toml as Debian packages it, built into the same process with Go's run-time.
package main

// #include <stdbool.h>
// #include <stddef.h>
import "C"

import (
	"unsafe"

	"github.com/BurntSushi/toml"
)

//export bench_burntsushi_read
func bench_burntsushi_read(data unsafe.Pointer, length C.size_t) C.bool {
	var table map[string]interface{}
	text := unsafe.Slice((*byte)(data), int(length))
	return C.bool(toml.Unmarshal(text, &table) == nil && len(table) > 0)
}

func main() {}
