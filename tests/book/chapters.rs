//! Each chapter that has Rust in it. Their paths are those of Linux.

#![cfg(target_os = "linux")]

#[doc = include_str!("../../README.md")]
mod readme {}

macro_rules! chapters {
    ($($name:ident = $file:literal;)*) => {
        $(#[doc = include_str!(concat!("../../docs/book/src/", $file))] mod $name {})*
    };
}

chapters! {
    read_a_text_file = "recipes/read-a-text-file.md";
    save_a_document = "recipes/save-a-document.md";
    list_a_folder = "recipes/list-a-folder.md";
    folders = "recipes/folders.md";
    a_picked_file = "recipes/a-picked-file.md";
    run_a_program = "recipes/run-a-program.md";
    open_a_record = "recipes/open-a-record.md";
    upload_bytes = "recipes/upload-bytes.md";
    stream_with_progress = "recipes/stream-with-progress.md";
    delete_and_rename = "recipes/delete-and-rename.md";
    a_form = "recipes/a-form.md";
    a_plugins_command = "recipes/a-plugins-command.md";
    many_files = "recipes/many-files.md";
    own_kinds = "own-kinds.md";
    urls = "urls.md";
    plain_arguments = "plain-arguments.md";
    valid = "valid.md";
    adoption = "adoption.md";
    every_command = "every-command.md";
    explanations = "explanations.md";
    testing = "testing.md";
    log = "log.md";
    questions = "questions.md";
}
