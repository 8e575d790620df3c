//! Writes what is generated from the code tables: `guest-js/bindings.ts` and `docs/codes.md`. Run by `cargo xtask generate`.

use std::{fmt::Write, fs, io, path::Path};

use authority_core::{
    access::Access,
    code::{Code, Remedy},
};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::write(root.join("guest-js/bindings.ts"), bindings())?;
    fs::write(root.join("docs/codes.md"), codes())
}

fn bindings() -> String {
    let mut text = "// Generated from the Rust code tables by `cargo xtask generate`. Do not edit.\n".to_owned();
    let lists: [(&str, Vec<&str>, &str, &str, &str); 3] = [
        (
            "CODES",
            Code::page_codes().map(Code::name).collect(),
            "Code",
            "Every code that a page can see in a denial.",
            "Why a call was refused, as far as the page may know.",
        ),
        (
            "ACCESSES",
            Access::ALL.map(Access::name).to_vec(),
            "Access",
            "Every access that a command can ask for.",
            "What a command wants to do with a resource.",
        ),
        (
            "REMEDIES",
            Remedy::ALL.map(Remedy::name).to_vec(),
            "Remedy",
            "Every remedy.",
            "Who can do something about a refusal.",
        ),
    ];
    for (list, names, union, list_doc, union_doc) in lists {
        let names: String = names.iter().fold(String::new(), |text, name| text + &format!("  '{name}',\n"));
        let _ = write!(
            text,
            "\n/** {list_doc} */\nexport const {list} = [\n{names}] as const\n\n/** {union_doc} */\nexport type {union} = (typeof {list})[number]\n"
        );
    }
    text
}

fn codes() -> String {
    let mut text = "# Codes\n\n\
        Generated from `crates/core/src/code.rs` by `cargo xtask generate`. Do not edit.\n\n\
        The log has the code; the page gets the one in the second column, which is coarser wherever the difference would tell \
        what lies outside its scope. The remedy says who can do something about it: the person (`pick`), the page \
        (`fix-input`) or the app's developer (`developer`).\n\n\
        | code | the page gets | remedy | cause | cure |\n|---|---|---|---|---|\n"
        .to_owned();
    for code in Code::ALL.iter().filter(|code| **code != Code::Allowed) {
        let page = if code.page() == *code { "the same".to_owned() } else { format!("`{}`", code.page()) };
        let cure = code.cure().replace('|', "\\|");
        let _ = writeln!(text, "| `{code}` | {page} | `{}` | {} | {cure} |", code.remedy().name(), code.sentence());
    }
    text
}
