//! Whatever a platform's gate lets through is read again as the same path, and folds to one spelling.

#![no_main]

use authority_core::{
    platform::Platform,
    validate::path::{Fold, ValidPath},
};
use libfuzzer_sys::fuzz_target;

const PLATFORMS: [Platform; 3] = [Platform::Linux, Platform::MacOs, Platform::Windows];

fuzz_target!(|raw: &str| {
    for platform in PLATFORMS {
        let Ok(path) = ValidPath::parse(raw, platform) else { continue };
        let again = ValidPath::parse(path.as_str(), platform);
        assert_eq!(again.as_ref().map(ValidPath::as_str), Ok(path.as_str()), "{platform} {raw:?}");
        let names: Vec<&str> = path.components().collect();
        for (i, name) in names.iter().enumerate() {
            assert!(!matches!(*name, "" | "." | ".."), "{platform} {raw:?}");
            assert!(!name.contains('\0'), "{platform} {raw:?}");
            let is_volume = platform == Platform::Windows && i == 0;
            if !is_volume {
                assert!(!name.contains('/'), "{platform} {raw:?}");
            }
            if platform == Platform::Windows && !is_volume {
                assert!(!name.contains(['\\', ':', '<', '>', '"', '|', '?', '*']), "{raw:?}");
                assert!(!name.ends_with(['.', ' ']), "{raw:?}");
            }
        }
        for fold in [Fold::None, Fold::Simple, Fold::Wide] {
            let folded = path.folded(fold);
            assert_eq!(folded.components().count(), names.len(), "{platform} {raw:?} {fold:?}");
            assert_eq!(folded.folded(fold).as_str(), folded.as_str(), "{platform} {raw:?} {fold:?}");
        }
        for base in ["/", "/home/u", "C:/", "C:/Users/u"] {
            if let Ok(base) = ValidPath::parse(base, platform)
                && let Ok(below) = ValidPath::parse_below(&base, raw, platform)
            {
                let read = ValidPath::parse(below.as_str(), platform);
                assert_eq!(read.as_ref().map(ValidPath::as_str), Ok(below.as_str()), "{platform} {raw:?} below {base}");
            }
        }
    }
});
