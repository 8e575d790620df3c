use tauri_plugin_authority::{File, Judge, NewFile, Read};

#[derive(Judge)]
struct Export {
    from: File<Read>,
    to: NewFile,
    title: String,
}

fn main() {}
