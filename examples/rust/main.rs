// SPDX-License-Identifier: Apache-2.0
//! Text in, verdict and first finding out: the library called from Rust.
//!
//! usage: check-vm FILE
//!
//! No crate is needed. What is declared here is what the headers declare; `layout.c` holds both sides to the same
//! sizes. In a hypervisor, leave out `main` and hand over memory of its own.

use std::mem::{size_of, MaybeUninit};
use std::{env, fs, process, slice, str};

/// `enum axvm_status` and `enum axvm_level`.
const AXVM_OK: u32 = 0;
const AXVM_OUT_OF_MEMORY: u32 = 2;
const AXVM_LEVEL_ERROR: u32 = 2;

/// Bytes of somebody else.
#[repr(C)]
#[derive(Clone, Copy)]
struct Slice {
    data: *const u8,
    length: usize,
}

impl Slice {
    fn of(bytes: &[u8]) -> Slice {
        Slice { data: bytes.as_ptr(), length: bytes.len() }
    }

    /// # Safety
    /// The text or the arena that it points into must be there still.
    unsafe fn as_text(&self) -> &str {
        if self.length == 0 {
            return "";
        }
        str::from_utf8(slice::from_raw_parts(self.data, self.length)).unwrap_or("<not UTF-8>")
    }
}

#[repr(C)]
struct Arena {
    memory: *mut u8,
    size: usize,
    low: usize,
    high: usize,
}

#[repr(C)]
struct Source {
    name: Slice,
    text: Slice,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

#[repr(C)]
struct Label {
    source: *mut Source,
    span: Span,
    text: Slice,
}

/// The beginning of a finding. The library makes them, so the rest need not be declared.
#[repr(C)]
struct Finding {
    next: *mut Finding,
    code: u32,
    level: u32,
    message: Slice,
    primary: Label,
}

#[repr(C)]
struct Findings {
    arena: *mut Arena,
    source: *mut Source,
    first: *mut Finding,
    last: *mut Finding,
    limit: u32,
    stored: [u32; 3],
    counts: [u32; 3],
    suppressed: u32,
    out_of_memory: bool,
}

#[repr(C)]
struct Position {
    line: u32,
    column: u32,
}

/// The beginning of a configuration, and room for the rest of it.
#[repr(C)]
struct CrateConfig {
    id: u64,
    name: Slice,
    rest: [u64; 80],
}

const _: () = assert!(size_of::<Slice>() == 16 && size_of::<Arena>() == 32 && size_of::<Source>() == 32);
const _: () = assert!(size_of::<Label>() == 32 && size_of::<Findings>() == 72 && size_of::<Finding>() == 64);
const _: () = assert!(size_of::<CrateConfig>() == 664);

extern "C" {
    fn axvm_arena_init(arena: *mut Arena, memory: *mut u8, size: usize);
    fn axvm_findings_init(findings: *mut Findings, arena: *mut Arena, source: *mut Source, limit: u32);
    fn axvm_findings_sort(findings: *mut Findings);
    fn axvm_position_of(text: Slice, offset: u32) -> Position;
    fn axvm_config_memory_bound(length: usize, finding_limit: u32) -> usize;
    fn axvm_config_from_toml(config: *mut CrateConfig, text: Slice, arena: *mut Arena, findings: *mut Findings) -> u32;
}

/// Prints the verdict on a text and the first thing that was found. Returns whether the text is a configuration.
fn check(path: &str, text: &[u8]) -> bool {
    const FINDINGS_KEPT: u32 = 10;
    let mut source = Source { name: Slice::of(path.as_bytes()), text: Slice::of(text) };
    let mut arena = MaybeUninit::<Arena>::uninit();
    let mut findings = MaybeUninit::<Findings>::uninit();
    let mut config = MaybeUninit::<CrateConfig>::uninit();
    let mut memory: Vec<u8> = vec![0; unsafe { axvm_config_memory_bound(text.len(), FINDINGS_KEPT) }];

    // Everything that the library is given lives to the end of this function, and so does what points into it.
    unsafe {
        axvm_arena_init(arena.as_mut_ptr(), memory.as_mut_ptr(), memory.len());
        axvm_findings_init(findings.as_mut_ptr(), arena.as_mut_ptr(), &mut source, FINDINGS_KEPT);
        let status = axvm_config_from_toml(config.as_mut_ptr(), source.text, arena.as_mut_ptr(), findings.as_mut_ptr());
        axvm_findings_sort(findings.as_mut_ptr());
        let findings = findings.assume_init_ref();
        match status {
            AXVM_OK => {
                let config = &*config.as_ptr();
                println!("{path}: valid: VM {}, \"{}\"", config.id, config.name.as_text());
            }
            AXVM_OUT_OF_MEMORY => println!("{path}: the arena is too small"),
            _ => println!("{path}: invalid, errors: {}", findings.counts[AXVM_LEVEL_ERROR as usize]),
        }
        if let Some(first) = findings.first.as_ref() {
            let place = axvm_position_of(source.text, first.primary.span.start);
            println!("{path}:{}:{}: AX{:04}: {}", place.line, place.column, first.code, first.message.as_text());
        }
        status == AXVM_OK
    }
}

fn main() {
    let path = match env::args().nth(1) {
        Some(path) => path,
        None => {
            eprintln!("usage: check-vm FILE");
            process::exit(2);
        }
    };
    match fs::read(&path) {
        Ok(text) => process::exit(if check(&path, &text) { 0 } else { 1 }),
        Err(error) => {
            eprintln!("{path}: {error}");
            process::exit(2);
        }
    }
}
