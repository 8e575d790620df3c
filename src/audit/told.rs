//! What Tauri's own ACL refuses. It tells no plugin: such a call ends before any plugin hears of it. A page may say that it happened,
//! and what a page says is its word: the policy is asked again, and the record says whether it agrees.

use std::num::NonZeroU32;

use authority_core::{code::Code, rate::Rate};

use crate::{
    Call,
    call::Dispatched,
    owner,
    policy::{Asker, Policy},
    repeated::shortened,
};

/// How often a window is listened to, in a second. A page could say so without end.
const EACH_SECOND: NonZeroU32 = NonZeroU32::MIN;

/// Listens to pages, not too often.
#[derive(Debug)]
pub(crate) struct Told(Rate);

impl Default for Told {
    fn default() -> Self {
        Self(Rate::new(EACH_SECOND))
    }
}

/// Records that the page was refused a command by Tauri's ACL, as it says.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes arguments by value")]
pub(crate) fn acl_refused(call: Call<owner::Authority>, command: String) {
    let Dispatched { authority, caller, .. } = &call.dispatched;
    if !authority.told_by_pages.0.admits(&caller.window, std::time::Instant::now()) {
        return;
    }
    let (code, why) = judged_again(authority.policy(), &Asker::from(&**caller), &command);
    authority.guard.told(caller, &shortened(&command.into()), code, why);
}

fn judged_again(policy: Option<&Policy>, asker: &Asker, command: &str) -> (Code, &'static str) {
    match policy.filter(|policy| policy.is_readable()) {
        None => (Code::AclUnconfirmed, "the app embeds no policy that could be asked"),
        // Tauri asks its ACL for an app's commands only where the app has one, and for those of plugins always.
        Some(policy) if !command.starts_with("plugin:") && !policy.has_app_acl() => {
            (Code::AclUnconfirmed, "the app's commands are under no ACL, so none refused it")
        }
        Some(policy) if policy.admits(asker, command) => (
            Code::AclUnconfirmed,
            "the embedded policy lets this window call it: a capability was added or removed at run time, or the page made it up",
        ),
        Some(_) => (Code::AclRefused, "the embedded policy refuses it, too"),
    }
}
