//! The index answers as the slow reference does, under every folding, and as `glob` does where names do not fold.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    patterns: Vec<(bool, &'a str)>,
    path: &'a str,
    hidden: bool,
}

fuzz_target!(|input: Input<'_>| {
    authority_core::fuzzing::index_against_reference(&input.patterns, input.path, input.hidden);
});
