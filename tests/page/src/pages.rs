use std::{borrow::Cow, env, fs, path::PathBuf};

use tauri::{
    Assets, Runtime,
    utils::assets::{AssetKey, CspHash},
};

/// The pages of a folder, as if they had been built into the app: Tauri serves them as the app's own content. What they
/// test is built later than the app, and more often.
pub(crate) struct Pages(PathBuf);

impl Pages {
    /// The folder that `PAGE_UI` names. Without it, no page is found.
    pub(crate) fn named_by_environment() -> Self {
        Self(env::var_os("PAGE_UI").map(PathBuf::from).unwrap_or_default())
    }
}

impl<R: Runtime> Assets<R> for Pages {
    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        fs::read(self.0.join(key.as_ref().trim_start_matches('/'))).ok().map(Cow::Owned)
    }

    fn iter(&self) -> Box<dyn Iterator<Item = (Cow<'_, str>, Cow<'_, [u8]>)> + '_> {
        Box::new(std::iter::empty())
    }

    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}
