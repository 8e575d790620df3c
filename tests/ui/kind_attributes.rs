use tauri_plugin_authority::Kind;

#[derive(Debug, Kind)]
#[kind(key)]
struct OnTheStruct {
    #[kind(key)]
    table: String,
}

#[derive(Debug, Kind)]
struct Misspelt {
    #[kind(key, regexp)]
    printer: String,
}

#[derive(Debug, Kind)]
struct TwoWays {
    #[kind(key, glob, regex)]
    flag: String,
}

/// All errors of a declaration at once.
#[derive(Debug, Kind)]
struct Several {
    #[kind(key)]
    path: String,
    #[kind(rename = "windows")]
    where_to: String,
    #[kind(rename = "")]
    nothing: String,
}

#[derive(Debug, Kind)]
struct SameNames {
    #[kind(key)]
    view: String,
    #[kind(rename = "view")]
    other: String,
}

fn main() {}
