//! Attaching a file to a note. Its bytes are the body of the call as they are, so where they go stands in a header.

use std::io::{Error, ErrorKind};

use tauri::ipc::{InvokeBody, Request};
use tauri_plugin_authority::{Header, NewFile, Result};

use crate::runs::RUNS;

#[tauri::command]
pub(crate) async fn attach(file: Header<NewFile>, request: Request<'_>) -> Result<()> {
    RUNS.attach.bump();
    match request.body() {
        InvokeBody::Raw(bytes) => file.create_with(bytes.clone()).await,
        InvokeBody::Json(_) => {
            Err(Error::new(ErrorKind::InvalidInput, "the file's bytes are the body of the call").into())
        }
    }
}
