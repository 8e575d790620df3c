//! What holds for every path that a platform's gate lets through.

use crate::{
    platform::Platform,
    validate::path::{Fold, MAX_NAME_BYTES, MAX_PATH_BYTES, ValidPath, is_control},
};

/// Whether the gate takes a text as an absolute path, or as one below a base directory.
///
/// # Panics
///
/// Where what it takes is not read again as the same path, has a name that it refuses, or folds to two spellings.
pub fn takes(raw: &str, platform: Platform) -> bool {
    for base in ["/", "/home/u", "C:/", "C:/Users/u"] {
        if let Ok(base) = ValidPath::parse(base, platform)
            && let Ok(below) = ValidPath::parse_below(&base, raw, platform)
        {
            is_clean(&below, platform);
        }
    }
    let Ok(path) = ValidPath::parse(raw, platform) else { return false };
    is_clean(&path, platform);
    if platform != Platform::Windows {
        let names = raw.split('/').filter(|name| !matches!(*name, "" | "."));
        assert!(raw.starts_with('/') && names.eq(path.components()), "{platform} {raw:?}: {path}");
        let asks_for_a_directory = raw.ends_with('/') || raw.ends_with("/.");
        assert_eq!(path.has_trailing_separator(), asks_for_a_directory && !path.is_root(), "{platform} {raw:?}");
    }
    true
}

fn is_clean(path: &ValidPath, platform: Platform) {
    let text = path.as_str();
    let said = || format!("{platform} {text:?}");
    assert_eq!(ValidPath::parse(text, platform).as_ref().map(ValidPath::as_str), Ok(text), "{}", said());
    assert!(!text.contains(is_control), "{}", said());
    let names: Vec<&str> = path.components().collect();
    for (i, name) in names.iter().enumerate() {
        let is_volume = platform == Platform::Windows && i == 0;
        assert!(!matches!(*name, "" | "." | "..") && (is_volume || !name.contains('/')), "{}", said());
        match platform {
            Platform::Windows if !is_volume => {
                assert!(!name.contains(['\\', ':', '<', '>', '"', '|', '?', '*']), "{}", said());
                assert!(!name.ends_with(['.', ' ']), "{}", said());
            }
            Platform::MacOs => {
                let is = |other: &&str| name.to_lowercase() == **other;
                let is_order = i == 0 && [".vol", ".nofollow", ".resolve"].iter().any(is);
                assert!(!is_order && !is(&"..namedfork"), "{}", said());
            }
            Platform::Linux => assert!(name.len() <= MAX_NAME_BYTES, "{}", said()),
            _ => {}
        }
    }
    if platform == Platform::Windows {
        let root = if names.len() == 1 && text.ends_with('/') { "/" } else { "" };
        assert_eq!(names.join("/") + root, text, "{}", said());
    } else {
        assert_eq!(format!("/{}", names.join("/")), text, "{}", said());
        let most = if platform == Platform::MacOs { 1023 } else { MAX_PATH_BYTES };
        assert!(text.len() <= most, "{}", said());
    }
    for fold in [Fold::None, Fold::Simple, Fold::Wide] {
        let folded = path.folded(fold);
        assert_eq!(folded.components().count(), names.len(), "{} {fold:?}", said());
        assert_eq!(folded.folded(fold).as_str(), folded.as_str(), "{} {fold:?}", said());
    }
}
