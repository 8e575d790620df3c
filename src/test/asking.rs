//! A window that asks, and what it is answered.

use std::{marker::PhantomData, sync::Arc};

use authority_core::caller::{Caller, Context};
use serde::Serialize;
use tauri::Url;

use super::Kit;
use crate::{
    App, Call, Denial, Owner, Scoped,
    call::Dispatched,
    effective::{self, Effective, GlobalAllows},
    policy::{Asker, Origin},
    repeated,
    scoped::{Input, Judge},
};

/// A window of an app that does not run, asking for commands of the app or, after [`Asking::of`], of a plugin.
#[derive(Debug)]
pub struct Asking<'a, O: Owner = App> {
    kit: &'a Kit,
    asker: Asker,
    owner: PhantomData<fn() -> O>,
}

impl<O: Owner> Clone for Asking<'_, O> {
    fn clone(&self) -> Self {
        Self { kit: self.kit, asker: self.asker.clone(), owner: PhantomData }
    }
}

/// Why an argument was not handed to the command.
#[derive(Debug, thiserror::Error)]
#[expect(clippy::exhaustive_enums, reason = "there are these two, and a test should know which it means")]
pub enum Refused {
    /// Tauri itself does not let the window call the command. It tells no plugin, so no decision is recorded.
    #[error("no capability lets the window `{window}` call `{command}`")]
    Tauri {
        /// The window.
        window: String,
        /// The command.
        command: String,
    },
    /// The argument was refused.
    #[error(transparent)]
    Denied(#[from] Denial),
}

impl Refused {
    /// The code that the page gets, or `tauri` where Tauri refused.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Tauri { .. } => "tauri",
            Self::Denied(denial) => denial.code().name(),
        }
    }
}

impl<'a> Asking<'a> {
    pub(super) fn new(kit: &'a Kit, window: &str) -> Self {
        Self { kit, asker: Asker::local(window), owner: PhantomData }
    }
}

impl<'a, O: Owner> Asking<'a, O> {
    /// The same, asking for commands of this plugin: what [`Asking::arg`] and [`Asking::judged`] hand out is then its own.
    #[must_use]
    pub fn of<P: Owner>(self) -> Asking<'a, P> {
        Asking { kit: self.kit, asker: self.asker, owner: PhantomData }
    }

    /// The webview with this label in the window.
    #[must_use]
    pub fn webview(mut self, label: &str) -> Self {
        label.clone_into(&mut self.asker.webview);
        self
    }

    /// The same, showing content of this URL instead of the app's own.
    #[must_use]
    pub fn at(mut self, url: Url) -> Self {
        self.asker.origin = Origin::Url(url);
        self
    }

    /// The argument `argument` of `command`, judged, as the command takes it. The value is taken as the page would send it.
    ///
    /// # Errors
    ///
    /// [`Refused`], as the app would refuse it.
    pub fn arg<T: Judge>(&self, command: &str, argument: &str, value: impl Serialize) -> Result<Scoped<T, O>, Refused> {
        self.judged(command, argument, value).map(Scoped::new)
    }

    /// The same for a command that takes the bare value: `flag: Flag`, `title: Valid<Title>`.
    ///
    /// # Errors
    ///
    /// [`Refused`], as the app would refuse it.
    pub fn judged<T: Judge>(&self, command: &str, argument: &str, value: impl Serialize) -> Result<T, Refused> {
        let call = self.call::<O>(command)?;
        let value = serde_json::to_value(value).unwrap_or_default();
        Ok(call.judge(argument, Input::Json(&value))?)
    }

    /// The [`Call`] of `command`, for one that judges plain arguments in its body.
    ///
    /// # Errors
    ///
    /// [`Refused::Tauri`] where the window may not call it.
    pub fn call<P: Owner>(&self, command: &str) -> Result<Call<P>, Refused> {
        let name = repeated::command(P::PLUGIN, command);
        let Self { kit, asker, .. } = self;
        let under_acl = P::PLUGIN.is_some() || kit.policy.has_app_acl() || !matches!(asker.origin, Origin::Local);
        if under_acl && !kit.policy.admits(asker, &name) {
            return Err(Refused::Tauri { window: asker.window.clone(), command: name.to_string() });
        }
        let dispatched = Dispatched {
            authority: Arc::clone(&kit.authority().0),
            caller: Arc::new(self.caller(&name)),
            command: Arc::clone(&name),
        };
        let raw = kit.policy.entries(asker, &name);
        let compiled = effective::compile(&raw, &dispatched, GlobalAllows::of(&kit.config));
        let scope = Arc::new(Effective { compiled: Arc::new(compiled), raw });
        Ok(Call { dispatched, scope, owner: PhantomData })
    }

    /// As Tauri would resolve it: remote content is known by the pattern that let it in.
    fn caller(&self, command: &str) -> Caller {
        let Asker { window, webview, origin } = &self.asker;
        let context = match origin {
            Origin::Local => Context::Local,
            Origin::Url(_) | Origin::Patterns(_) => {
                let grants = self.kit.policy.grants(&self.asker, command);
                let pattern = grants.iter().find_map(|grant| grant.capability.remote.first());
                Context::Remote { pattern: pattern.cloned().unwrap_or_default() }
            }
        };
        Caller { window: window.clone(), webview: webview.clone(), context }
    }
}
