//! The two ways to have a path judged, beside each other: by the argument's type, and by a macro in the command's body.
//!
//! Both are run where Tauri extracts the arguments of a call, on what Tauri hands over there, so that neither the call nor the
//! mock runtime's threads are measured.

use std::{
    collections::BTreeMap,
    error::Error,
    sync::{Mutex, PoisonError},
};

use serde_json::json;
use tauri::{
    Runtime, WebviewWindowBuilder,
    ipc::{CallbackFn, CommandArg, CommandItem, InvokeBody, InvokeError},
    test::{INVOKE_KEY, get_ipc_response, mock_builder, mock_context, noop_assets},
    utils::{
        acl::{capability::Capability, manifest::Manifest, resolved::Resolved},
        platform::Target,
    },
    webview::InvokeRequest,
};
use tauri_plugin_authority::{Call, File, Read, Scoped, require_path};

use crate::{
    measure::{Work, medians},
    report::Line,
};

const PATH: &str = "/srv/notes/today.md";
/// What was measured while the call was on its way.
static MEASURED: Mutex<Option<Result<Vec<f64>, String>>> = Mutex::new(None);

pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    let mut context = mock_context(noop_assets());
    let manifests = BTreeMap::from([("authority".to_owned(), manifest()?)]);
    let capability: Capability = serde_json::from_value(json!({
        "identifier": "main",
        "windows": ["main"],
        "permissions": [{
            "identifier": "authority:scope",
            "allow": [{ "command": "measure", "path": "/srv/notes/**", "windows": ["main"] }],
        }],
    }))?;
    let capabilities = BTreeMap::from([(capability.identifier.clone(), capability)]);
    let resolved = Resolved::resolve(&manifests, capabilities, Target::current())?;
    *context.runtime_authority_mut() = tauri::runtime_authority!(manifests, resolved);
    let app = mock_builder()
        .plugin(tauri_plugin_authority::init())
        .invoke_handler(tauri::generate_handler![measure])
        .build(context)?;
    let window = WebviewWindowBuilder::new(&app, "main", Default::default()).build()?;
    let request = InvokeRequest {
        cmd: "measure".to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse()?,
        body: InvokeBody::Json(json!({ "note": PATH })),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(&window, request).map_err(|error| format!("the call that measures was refused: {error}"))?;
    let measured = MEASURED.lock().unwrap_or_else(PoisonError::into_inner).take();
    let [macros, argument] =
        measured.ok_or("nothing was measured")??.try_into().map_err(|_| "two measures were asked for")?;
    let work = "require a path in the body, 1 entry".to_owned();
    Ok(vec![Line {
        work,
        unit: "ns",
        ours: macros,
        peer: "the same as the argument's type",
        theirs: argument,
        goal: 1.1,
    }])
}

/// The permission `authority:scope`, as the plugin's file has it.
fn manifest() -> Result<Manifest, serde_json::Error> {
    let file = json!({ "permission": [{ "identifier": "scope" }] });
    Ok(Manifest::new(vec![serde_json::from_value(file)?], None))
}

/// Measures while it is extracted.
struct Measured;

impl<'de, R: Runtime> CommandArg<'de, R> for Measured {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let works: Vec<(&str, Work<'_>)> = vec![
            ("macro", Box::new(|| by_macro(&item).is_ok())),
            ("argument", Box::new(|| Scoped::<File<Read>>::from_command(again(&item)).is_ok())),
        ];
        let measured = medians(works);
        *MEASURED.lock().unwrap_or_else(PoisonError::into_inner) = Some(measured);
        Ok(Self)
    }
}

/// All that a command with a plain argument and a macro does until it has the judged path.
fn by_macro<R: Runtime>(item: &CommandItem<'_, R>) -> Result<File<Read>, InvokeError> {
    let call: Call = CommandArg::from_command(again(item))?;
    let note: String = CommandArg::from_command(again(item))?;
    require_path!(call, note, Read).map_err(InvokeError::from)
}

/// The item once more: extracting takes it.
fn again<'a, R: Runtime>(item: &CommandItem<'a, R>) -> CommandItem<'a, R> {
    CommandItem { plugin: item.plugin, name: item.name, key: item.key, message: item.message, acl: item.acl }
}

#[tauri::command]
fn measure(note: Measured) {
    let Measured = note;
}
