//! Whatever a platform's gate lets through is read again as the same path, and folds to one spelling.

#![no_main]

use authority_core::{fuzzing::gate, platform::Platform};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    for platform in [Platform::Linux, Platform::MacOs, Platform::Windows] {
        let _ = gate::takes(raw, platform);
    }
});
