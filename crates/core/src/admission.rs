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

    /// Whether commands may be refused for it.
    #[must_use]
    pub fn refuses(&self) -> bool {
        self.rule == Rule::Refuse
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

    /// What is to be said of a command at its first call, where nothing could be said of it at start-up.
    #[must_use]
    pub fn remark(&self, command: &str, acl: Acl) -> Option<String> {
        let name = || [command.to_owned()];
        match (acl, self.frozen.contains(command)) {
            (Acl::Absent, false) => Some(bare(&name())),
            (Acl::Covers, true) => Some(stale(&name(), COVERED)),
            (Acl::Absent, true) | (Acl::Covers, false) | (Acl::Unknown, _) => None,
        }
    }

    /// What is to be said at start-up of the commands that are known by name, one warning a line.
    ///
    /// # Errors
    ///
    /// The rule would refuse some of them at every call.
    pub fn review(&self, known: &BTreeSet<String>, app: Acl) -> Result<Vec<String>, WithoutAcl> {
        let mut said = Vec::new();
        if app == Acl::Absent {
            let (frozen, others): (Vec<String>, Vec<String>) =
                known.iter().cloned().partition(|name| self.frozen.contains(name));
            if self.refuses() && !others.is_empty() {
                return Err(WithoutAcl(others));
            }
            if !others.is_empty() {
                said.push(bare(&others));
            }
            if !frozen.is_empty() {
                said.push(format!("{} frozen, and still under no ACL", are(&frozen)));
            }
        }
        let in_vain = |name: &&String| app == Acl::Covers || (!known.is_empty() && !known.contains(*name));
        let in_vain: Vec<String> = self.frozen.iter().filter(in_vain).cloned().collect();
        if !in_vain.is_empty() {
            said.push(stale(&in_vain, if app == Acl::Covers { COVERED } else { "no command of the app" }));
        }
        Ok(said)
    }
}

const COVERED: &str = "under the ACL now";

fn bare(names: &[String]) -> String {
    format!("{} under no ACL: any window may call {}", are(names), them(names))
}

fn stale(names: &[String], why: &str) -> String {
    format!("{} {why}: take {} out of `plugins.authority.frozenCommands`", are(names), them(names))
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
