//! Commands that are under no ACL: any window with the app's own content may call them, whatever its capabilities say.

use std::collections::BTreeSet;

use crate::code::Code;

/// What becomes of commands that are under no ACL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Admission {
    rule: Rule,
    frozen: BTreeSet<String>,
}

/// Whether they may run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who acts on the rule should be broken by another one")]
pub enum Rule {
    /// They run, and are named.
    #[default]
    Warn,
    /// They are refused, but for those that are frozen: the list of what existed before the rule did.
    Refuse,
}

/// Whether a command, or all of the app's, is under an ACL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "doubt has to be handled by whoever asks")]
pub enum Acl {
    /// It is.
    Covers,
    /// It is not.
    Absent,
    /// That is not known here.
    Unknown,
}

/// Commands that the rule refuses, known before any of them is called.
#[derive(Debug, thiserror::Error)]
#[error(
    "{} under no ACL, so any window may call {}: declare the app's commands in build.rs (`tauri_build::AppManifest::commands`) \
     and grant them in capabilities, or name {} in `plugins.authority.frozenCommands`",
    are(.0), them(.0), them(.0)
)]
pub struct WithoutAcl(Vec<String>);

impl Admission {
    /// This rule, and the commands that it spares.
    #[must_use]
    pub const fn new(rule: Rule, frozen: BTreeSet<String>) -> Self {
        Self { rule, frozen }
    }

    /// Whether a call of the command may reach its handler.
    ///
    /// # Errors
    ///
    /// The code of the refusal: the rule is [`Rule::Refuse`], and the command is neither frozen nor known to be under an ACL.
    pub fn admits(&self, command: &str, acl: Acl) -> Result<(), Code> {
        match self.rule {
            Rule::Refuse if acl != Acl::Covers && !self.frozen.contains(command) => Err(Code::CommandNoAcl),
            Rule::Refuse | Rule::Warn => Ok(()),
        }
    }

    /// Whether the command is one of those that existed before the rule did.
    #[must_use]
    pub fn is_frozen(&self, command: &str) -> bool {
        self.frozen.contains(command)
    }

    /// What is to be said at start-up of the commands that are known by name, one warning a line.
    ///
    /// # Errors
    ///
    /// The rule would refuse some of them at every call.
    pub fn review(&self, known: &BTreeSet<String>, app: Acl) -> Result<Vec<String>, WithoutAcl> {
        let mut said = Vec::new();
        if app == Acl::Absent {
            let (frozen, bare): (Vec<String>, Vec<String>) =
                known.iter().cloned().partition(|name| self.frozen.contains(name));
            if self.rule == Rule::Refuse && !bare.is_empty() {
                return Err(WithoutAcl(bare));
            }
            if !bare.is_empty() {
                said.push(format!("{} under no ACL: any window may call {}", are(&bare), them(&bare)));
            }
            if !frozen.is_empty() {
                said.push(format!("{} frozen, and still under no ACL", are(&frozen)));
            }
        }
        let stale: Vec<String> = self
            .frozen
            .iter()
            .filter(|name| app == Acl::Covers || (!known.is_empty() && !known.contains(*name)))
            .cloned()
            .collect();
        if !stale.is_empty() {
            let why = if app == Acl::Covers { "under the ACL now" } else { "no command of the app" };
            said.push(format!(
                "{} {why}: take {} out of `plugins.authority.frozenCommands`",
                are(&stale),
                them(&stale)
            ));
        }
        Ok(said)
    }
}

fn are(names: &[String]) -> String {
    let verb = if names.len() == 1 { "is" } else { "are" };
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    format!("{} {verb}", names.join(", "))
}

const fn them(names: &[String]) -> &'static str {
    if names.len() == 1 { "it" } else { "them" }
}

#[cfg(test)]
mod tests;
