use serde::Deserialize;
use tauri_plugin_authority::{Judge, Kind};

#[derive(Kind)]
struct Table {
    #[kind(key)]
    table: String,
}

#[derive(Judge)]
struct Export {
    table: Table,
}

impl<'de> Deserialize<'de> for Export {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        unreachable!()
    }
}

fn main() {}
