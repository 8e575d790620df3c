//! Names that are made to look like another: a label in which letters of several scripts stand side by side.
//!
//! The rule is "highly restrictive" of Unicode's UTS 39: one script, or Latin with those that are written together in
//! Chinese, Japanese or Korean. A name that is wholly in another script and looks like a Latin one passes: it is another
//! name, and no entry for the Latin one takes it.

use icu_properties::{CodePointMapData, props::Script};

/// Whether a label of the host, which is in ASCII, decodes to such a mixture.
pub(super) fn are_mixed(host: &str) -> bool {
    // Without a label in Punycode every letter is Latin.
    host.contains("xn--") && idna::domain_to_unicode(host).0.split('.').any(is_mixture)
}

fn is_mixture(label: &str) -> bool {
    let script_of = CodePointMapData::<Script>::new();
    let mut scripts: Vec<Script> = label.chars().map(|c| script_of.get(c)).collect();
    scripts.retain(|script| !matches!(*script, Script::Common | Script::Inherited));
    scripts.sort_unstable();
    scripts.dedup();
    let written_together: [&[Script]; 3] = [
        &[Script::Latin, Script::Han, Script::Hiragana, Script::Katakana],
        &[Script::Latin, Script::Han, Script::Bopomofo],
        &[Script::Latin, Script::Han, Script::Hangul],
    ];
    scripts.len() > 1 && !written_together.iter().any(|together| scripts.iter().all(|script| together.contains(script)))
}
