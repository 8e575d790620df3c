//! Commands that take more than paths: kinds of the app's own, structs of judged fields, rules, headers, plain arguments.

use garde::Validate;
use serde::Deserialize;
use serde_json::Value;
use tauri::ipc::{CommandScope, GlobalScope, InvokeBody, Request};
use tauri_plugin_authority::{
    Call, Entry, File, Header, Judge, Kind, NewFile, Read, Replace, Result, ScopeExt, Scoped, Url, Valid,
    danger::UnguardedUrl as _,
    method::{Get, Post},
    require, require_path, require_url,
};

use crate::Count;

/// A table of the app's database.
#[derive(Debug, Kind)]
pub(crate) struct Table {
    /// Its name.
    #[kind(key, ignore_case)]
    table: String,
}

/// A flag for a program that the app runs.
#[derive(Debug, Kind)]
pub(crate) struct Flag {
    /// What its value may be.
    #[kind(regex)]
    value: Option<String>,
    /// Its name.
    #[kind(key)]
    flag: String,
}

/// A print job.
#[derive(Debug, Kind)]
#[kind(owner = tauri_plugin_authority::App)]
pub(crate) struct Job {
    #[kind(key, glob)]
    printer: String,
    #[kind(range)]
    copies: u8,
    #[kind(rename = "inColor")]
    color: Option<bool>,
}

/// A kind that the app forgot to register.
#[derive(Debug, Kind)]
pub(crate) struct Forgotten {
    #[kind(key)]
    forgotten: String,
}

#[derive(Debug, Judge)]
#[judge(rename_all = "camelCase")]
pub(crate) struct Export {
    table: Table,
    note_path: Option<File<Read>>,
    to: Vec<NewFile>,
    title: Option<Valid<Title>>,
}

#[derive(Debug, Deserialize, Validate)]
pub(crate) struct Title(#[garde(length(chars, min = 1, max = 5), pattern("^[a-z]*$"))] String);

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Letter {
    #[garde(dive)]
    address: Address,
}

#[derive(Debug, Deserialize, Validate)]
pub(crate) struct Address {
    #[garde(pattern("^[0-9]{5}$"))]
    zip: String,
}

macro_rules! commands {
    ($($name:ident($($arg:ident: $type:ty),*) -> $out:ty = $body:expr;)*) => {
        $(
            #[tauri::command]
            pub(crate) fn $name(runs: Count<'_>, $($arg: $type),*) -> Result<$out> {
                let out: Result<$out> = $body;
                // Behind the body: a plain argument that is refused in it ends the command there.
                if out.is_ok() { runs.bump() }
                out
            }
        )*
    };
}

commands! {
    dump_table(table: Scoped<Table>) -> String = Ok(table.table.clone());
    bare_table(table: Table) -> String = Ok(table.table);
    run_tool(flags: Scoped<Vec<Flag>>) -> Vec<String> =
        Ok(flags.iter().map(|Flag { flag, value }| format!("{flag}={value:?}")).collect());
    print(job: Scoped<Job>) -> String = Ok(format!("{} {} {:?}", job.printer, job.copies, job.color));
    forgotten(value: Scoped<Forgotten>) -> String = Ok(value.forgotten.clone());
    export(request: Scoped<Export>) -> String = {
        let Export { table, note_path, to, title } = request.into_inner();
        for to in to {
            to.create_with_blocking(note_path.as_ref().map(File::read_to_string_blocking).transpose()?.unwrap_or_default())?;
        }
        Ok(format!("{} {:?}", table.table, title.map(|title| title.into_inner().0)))
    };
    bare_export(request: Export) -> String = Ok(request.table.table);
    rename(title: Valid<Title>) -> String = Ok(title.0.clone());
    send(letter: Valid<Letter>, titles: Scoped<Vec<Valid<Title>>>) -> String =
        Ok(format!("{} {}", letter.address.zip, titles.len()));
    fetch(url: Scoped<Url>) -> String = Ok(url.unguarded_url().to_string());
    send_to(hooks: Scoped<Vec<Url<Post>>>) -> Vec<String> = Ok(hooks.iter().map(|hook| hook.host().to_owned()).collect());
    plain_url(call: Call, feed_url: String) -> String = Ok(require_url!(call, feed_url, Get)?.host().to_owned());
    plain_note(call: Call, note_path: String) -> String =
        require_path!(call, note_path, Read)?.read_to_string_blocking();
    plain_pair(call: Call, from: std::path::PathBuf, table: Value, flags: Vec<Value>) -> usize = {
        let table = require!(call, table, Table)?;
        let flags = require!(call, flags, Vec<Flag>)?;
        let from = require!(call, "the from" = from, File<(Read, Replace)>)?;
        Ok(table.table.len() + flags.len() + from.read_blocking()?.len())
    };
    by_command_scope(call: Call, scope: CommandScope<Entry>, note: String) -> String =
        scope.require::<File<Read>>(&call, "note", &note)?.read_to_string_blocking();
    by_global_scope(call: Call, scope: GlobalScope<Entry>, note: String) -> String =
        scope.require::<File<Read>>(&call, "note", &note)?.read_to_string_blocking();
}

/// The body's bytes, written to the file that the header names.
#[tauri::command]
pub(crate) fn save_bytes(runs: Count<'_>, note_path: Header<File<Replace>>, request: Request<'_>) -> Result<()> {
    runs.bump();
    let InvokeBody::Raw(bytes) = request.body() else { return Ok(()) };
    note_path.replace_blocking(bytes.clone())
}

/// Their names, for the ACL.
pub(crate) const COMMANDS: &[&str] = &[
    "dump_table",
    "fetch",
    "send_to",
    "plain_url",
    "bare_table",
    "run_tool",
    "print",
    "forgotten",
    "export",
    "bare_export",
    "rename",
    "send",
    "plain_note",
    "plain_pair",
    "by_command_scope",
    "by_global_scope",
    "save_bytes",
];
