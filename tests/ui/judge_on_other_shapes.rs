use tauri_plugin_authority::{File, Judge, Purpose, Read};

#[derive(Judge)]
enum Either {
    File(File<Read>),
}

#[derive(Judge)]
struct Pair(File<Read>, File<Read>);

#[derive(Judge)]
struct Nothing {}

#[derive(Judge)]
struct Any<A: Purpose> {
    file: File<A>,
}

#[derive(Judge)]
#[judge(rename_all = "kebab-case")]
struct Case {
    file: File<Read>,
}

#[derive(Judge)]
struct Misspelt {
    #[judge(name = "note")]
    file: File<Read>,
}

#[derive(Judge)]
struct Twice {
    file: File<Read>,
    #[judge(rename = "file")]
    other: File<Read>,
}

fn main() {}
