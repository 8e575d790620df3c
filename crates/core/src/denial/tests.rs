use serde_json::json;

use super::*;
use crate::{access::Access, testing::Setup};

const SECRETS: [&str; 5] = ["/home/u", "secret", "diary", "private", "path.denied"];

fn denial() -> Denial {
    let setup = Setup::new(json!(["/home/u/notes/**"]), json!(["/home/u/notes/private/**"]));
    setup.judge("/home/u/notes/private/secret-diary.md", Access::Read).unwrap_err()
}

fn leaks(text: &str) -> Option<&'static str> {
    SECRETS.into_iter().find(|secret| text.contains(secret))
}

#[test]
fn neither_display_nor_debug_nor_the_wire_form_leaks() {
    let denial = denial();
    let wire = serde_json::to_string(&denial).unwrap();
    for text in [denial.to_string(), format!("{denial:?}"), format!("{denial:#?}"), wire] {
        assert_eq!(leaks(&text), None, "{text}");
    }
    // An app that sends its errors as text sends this.
    let error: Box<dyn std::error::Error> = Box::new(crate::open::OpenError::from(denial));
    assert_eq!(leaks(&format!("{error} {error:?} {:?}", error.source().map(ToString::to_string))), None);
}

#[test]
fn debug_is_code_and_id() {
    let denial = denial();
    assert_eq!(
        format!("{denial:?}"),
        format!("Denial {{ code: \"path.outside-scope\", id: \"{}\", .. }}", denial.id())
    );
}

#[test]
fn rust_code_gets_everything_behind_a_name_of_its_own() {
    let denial = denial();
    assert_eq!(denial.code().name(), "path.outside-scope");
    assert_eq!(denial.record().code.name(), "path.denied");
    assert_eq!(denial.record().resource.as_deref(), Some("/home/u/notes/private/secret-diary.md"));
    assert_eq!(denial.remedy(), Remedy::Pick);
}

/// The remedy must be that of the code which the page sees, or it would tell the fine one.
#[test]
fn the_remedy_is_as_coarse_as_the_code() {
    for code in Code::ALL {
        let setup = Setup::new(json!([]), json!([]));
        let denial = setup.guard.refuse(setup.ask(Access::Read), *code, None, None);
        assert_eq!(denial.remedy(), code.page().remedy(), "{code}");
        assert_eq!(serde_json::to_value(&denial).unwrap()["remedy"], code.page().remedy().name());
    }
}
