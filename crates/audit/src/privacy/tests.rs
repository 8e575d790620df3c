//! What each way of privacy shows, case by case.

mod names;
mod planted;
mod texts;

use std::{borrow::Cow, sync::Arc};

use authority_core::{
    access::Access,
    caller::Caller,
    guard::{Ask, Guard},
    platform::Platform,
    record::{Ledger, Record},
    scope::{Frame, Scope, bases::Bases},
};

use super::{Privacy, Redactor};

const KEY: [u8; 32] = [7; 32];

fn bases() -> Bases {
    let mut bases = Bases::none();
    for (name, path) in [
        ("HOME", "/home/anna"),
        ("DOCUMENT", "/home/anna/Documents"),
        ("DOWNLOAD", "/home/anna/Downloads"),
        ("DATA", "/home/anna/.local/share"),
        ("APPDATA", "/home/anna/.local/share/com.example.notes"),
        ("APPLOCALDATA", "/home/anna/.local/share/com.example.notes"),
        ("APPLOG", "/home/anna/.local/share/com.example.notes/logs"),
        ("RESOURCE", "/usr/lib/notes"),
        ("EXE", "/usr/bin"),
    ] {
        bases.set(name, path, Platform::Linux);
    }
    bases
}

fn windows_bases() -> Bases {
    let mut bases = Bases::none();
    for (name, path) in [
        ("HOME", r"C:\Users\Änna"),
        ("DOCUMENT", r"\\server\homes\Anna"),
        ("APPDATA", r"C:\Users\Änna\AppData\Roaming\com.example.notes"),
        ("DOWNLOAD", r"C:\Users\Änna\Downloads"),
        ("RESOURCE", r"C:\Users\Änna\Downloads"),
    ] {
        bases.set(name, path, Platform::Windows);
    }
    bases
}

/// A record as the guard makes one, to be filled in.
pub(super) fn record(kind: Option<&'static str>, resource: &str) -> Record {
    let guard = Arc::new(Guard::new(Ledger::new(vec![]), Bases::none()));
    let caller = Arc::new(Caller::local("main", "main"));
    let scope = Arc::new(Scope::compile(&[], &Frame::new("load", &caller, guard.bases())));
    let command = Arc::from("load");
    let ask = Ask { caller: &caller, command: &command, argument: "url", index: &[], access: Access::Read.into() };
    let denial = guard.judge_url(&scope, "https://example.com/", "GET", ask).unwrap_err();
    let mut record = denial.record().clone();
    (record.kind, record.resource, record.asked, record.difference) = (kind, Some(resource.to_owned()), None, None);
    record
}

fn redactor(privacy: Privacy) -> Redactor {
    Redactor::new(privacy, false, &bases(), KEY).for_platform(Platform::Linux)
}

fn resource(redactor: &Redactor, kind: Option<&'static str>, text: &str) -> String {
    redactor.resource(&record(kind, text)).map_or("none".to_owned(), Cow::into_owned)
}

macro_rules! shows {
    ($($name:ident: $redactor:expr, $kind:expr => { $($text:literal => $shown:literal,)* })*) => {$(
        #[test]
        fn $name() {
            let redactor = $redactor;
            $(assert_eq!(resource(&redactor, $kind, $text), $shown, "{}", $text);)*
        }
    )*};
}

shows! {
    a_template_of_a_path: redactor(Privacy::Template), None => {
        "/home/anna/Documents/taxes/2025/letter.pdf" => "$DOCUMENT/*/*/*.pdf",
        "/home/anna/Documents/letter.PDF" => "$DOCUMENT/*.pdf",
        "/home/anna/Documents" => "$DOCUMENT",
        "/home/anna/Documents2/letter" => "$HOME/*/*",
        "/home/anna/Documents/.pdf" => "$DOCUMENT/*",
        "/home/anna/Documents/my.app/x" => "$DOCUMENT/*/*",
        "/home/anna/Documents/a.secret" => "$DOCUMENT/*",
        "/home/anna/Documents/a.tar.gz" => "$DOCUMENT/*.gz",
        "/home/anna/documents/a" => "$HOME/*/*",
        "/home/anna2/a.pdf" => "/*/*/*.pdf",
        "/" => "/",
        "/etc/passwd" => "/*/*",
        "/home/anna/.local/share/other/x.db" => "$DATA/*/*.db",
        "/home/anna/.local/share/com.example.notes/day/today.xyz" => "$APPDATA/day/today.xyz",
        "/home/anna/.local/share/com.example.notes" => "$APPDATA",
        "/home/anna/.local/share/com.example.notes2/today" => "$DATA/*/*",
        "/home/anna/.local/share/com.example.notes/logs/a.log" => "$APPLOG/a.log",
        "/home/anna/.local/share/com.example.notes/../../../letter" => "$APPDATA/*/*/*/*",
        "/home/anna/.local/share/com.example.notes/123e4567-e89b-12d3-a456-426614174000.json" => "$APPDATA/*.json",
        "/home/anna/.local/share/com.example.notes/ghp_0123456789abcdef/x" => "$APPDATA/*/x",
        "/usr/lib/notes/icons/icon@2x.png" => "$RESOURCE/icons/icon@2x.png",
        "/usr/lib/notes2/icon.png" => "/*/*/*/*.png",
        "C:/Users/Anna/letter.docx" => "C:/*/*/*.docx",
        "C:/" => "C:/",
        "//server/share/letter.docx" => r"\\*\*\*.docx",
        "letter" => "/*",
    }
    a_template_of_a_path_of_windows: Redactor::new(Privacy::Template, false, &windows_bases(), KEY).for_platform(Platform::Windows), None => {
        "c:/users/ÄNNA/appdata/roaming/COM.example.notes/Day/x" => "$APPDATA/Day/x",
        "C:/Users/Änna/AppData/Roaming/com.example.notes" => "$APPDATA",
        "C:/Users/Änna/AppData/Roaming/com.example.notes2/x" => "$HOME/*/*/*/*",
        "C:/Users/Änna/AppData/Roaming/com.example.notes/a\\..\\x" => "$APPDATA/*",
        "//SERVER/homes/anna/letter.pdf" => "$DOCUMENT/*.pdf",
        "//server/homes/Ben/letter.pdf" => r"\\*\*\*\*.pdf",
        "C:/Users/Änna/Downloads/letter.pdf" => "$DOWNLOAD/*.pdf",
        "C:/Users/Änna" => "$HOME",
        "C:/Users" => "C:/*",
        "D:/x/y.txt" => "D:/*/*.txt",
    }
    a_template_of_a_url: redactor(Privacy::Template), Some("url") => {
        "https://api.example.com/v1/report.json?token=x&y" => "https://api.example.com/*/*.json?",
        "https://api.example.com:8443/" => "https://api.example.com:8443/",
        "https://api.example.com/a//b/?" => "https://api.example.com/*//*/?",
        "https://anna:hunter2!Xy@example.com/a" => "https://example.com/*",
        "https://…@example.com/a#part" => "https://example.com/*",
        "http://127.0.0.1:1420/x" => "http://127.0.0.1:1420/*",
        "http://[2001:db8::1]:80/x" => "http://[2001:db8::1]:80/*",
        "http://[2001:db8::1]/x" => "http://[2001:db8::1]/*",
        "https://mfrggzdfmztwq2lknnwg23tp.evil.example/x" => "https://*.evil.example/*",
        "https://4e6f7468.696e6720.6f662069.evil.example/" => "https://*.*.*.evil.example/",
        "app://a%20b!/x" => "app://*/*",
        "mailto:anna@example.com?subject=x" => "mailto:*?",
        "data:text/plain,hello" => "data:*",
        "no url" => "*",
        "ghp0123456789abcdef0123:x" => "*",
    }
    a_template_of_a_value_of_an_own_kind: redactor(Privacy::Template), Some("mail") => { "hello" => "none", }
    all_of_a_path_but_secrets: redactor(Privacy::Full), None => {
        "/home/anna/Documents/taxes 2025/letter.pdf" => "/home/anna/Documents/taxes 2025/letter.pdf",
        "/home/anna/ghp_0123456789abcdef/letter.pdf" => "/home/anna/…/letter.pdf",
        "/home/anna/123e4567-e89b-12d3-a456-426614174000.json" => "/home/anna/….json",
        "/home/anna/card 4111 1111 1111 1111.txt" => "/home/anna/….txt",
        "//server/share/anna@example.com" => "//server/share/…",
    }
    all_of_a_url_but_secrets: redactor(Privacy::Full), Some("url") => {
        "https://api.example.com/v1/report.json?page=2&token=x&y&=z&a%20b=1" => "https://api.example.com/v1/report.json?page=…&token=…&…&=…&…=…",
        "https://anna:hunter2!Xy@example.com/a#part" => "https://example.com/a",
        "https://example.com/a;jsessionid=hunter2!Xy/b" => "https://example.com/a;jsessionid=…/b",
        "https://example.com/u/anna@example.com/x" => "https://example.com/u/…/x",
        "https://example.com/ghp_0123456789abcdef/x" => "https://example.com/…/x",
        "https://mfrggzdfmztwq2lknnwg23tp.evil.example/x" => "https://….evil.example/x",
        "https://example.com:hunter2/x" => "…",
        "https://anna:hunter2/Xy@example.com/x" => "…",
        "mailto:anna@example.com" => "mailto:…",
        "no url" => "…",
    }
    all_of_everything: Redactor::new(Privacy::Full, true, &bases(), KEY), Some("url") => {
        "https://anna:hunter2!Xy@example.com/a?b=c#d" => "https://anna:hunter2!Xy@example.com/a?b=c#d",
    }
    a_value_of_an_own_kind_but_secrets: redactor(Privacy::Full), Some("mail") => {
        r#"{"subject":"a word","to":"anna@example.com"}"# => r#"{"subject":"a …"#,
        r#"{"password":"hunter2!Xy"}"# => r#"{"password…"#,
        "plain words" => "plain words",
    }
}

#[test]
fn a_hash_is_the_hmac_of_the_text() {
    let hex: String = super::hmac::Hmac::new(KEY)
        .of(b"/home/anna/letter.pdf")
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut record = record(None, "/home/anna/letter.pdf");
    record.asked = record.resource.clone();
    let redactor = redactor(Privacy::Hash);
    let shown = redactor.shown(&record);
    assert_eq!(shown.resource.as_deref(), Some(&*format!("hmac:{hex}")));
    assert_eq!(shown.asked, shown.resource);
    assert_ne!(Redactor::new(Privacy::Hash, false, &bases(), [8; 32]).resource(&record), shown.resource);
}

#[test]
fn a_difference_is_shown_of_the_apps_own_names_alone() {
    let own = "/home/anna/.local/share/com.example.notes/private/anna2/0123456789abcdef.db";
    let difference = |privacy, kind, resource: &str, difference: &str| {
        let mut record = record(kind, resource);
        record.difference = Some(difference.to_owned());
        redactor(privacy).shown(&record).difference.map(Cow::into_owned)
    };
    for privacy in [Privacy::Template, Privacy::Hash] {
        let difference = |kind, resource, of| difference(privacy, kind, resource, of);
        assert_eq!(difference(None, own, "private").as_deref(), Some("private"));
        assert_eq!(difference(None, own, "anna"), None, "a name further up");
        assert_eq!(difference(None, own, "0123456789abcdef.db").as_deref(), Some("*.db"));
        assert_eq!(difference(None, "/home/anna/Documents/private", "private"), None);
        assert_eq!(difference(Some("url"), "https://example.com/a", "/a"), None);
        assert_eq!(difference(Some("mail"), "a", "subject"), None);
    }
    let url = "https://example.com:81/a/ghp_0123456789abcdef?hunter2";
    let full = |of| difference(Privacy::Full, Some("url"), url, of).unwrap();
    assert_eq!(
        ["GET", "https", "81", "example.com", "10.0.0.1"].map(full),
        ["GET", "https", "81", "example.com", "10.0.0.1"]
    );
    assert_eq!(["/a/ghp_0123456789abcdef", "hunter2", "a=b&c"].map(full), ["/a/…", "…", "a=…&…"]);
    assert_eq!(difference(Privacy::Full, None, own, "0123456789abcdef.db").as_deref(), Some("….db"));
    assert_eq!(difference(Privacy::Full, Some("mail"), "a", "subject").as_deref(), Some("subject"));
}

/// A directory that is a root says nothing, and would show the whole disk if the app called it its own.
#[test]
fn a_root_is_nobodys_own() {
    let mut bases = Bases::none();
    bases.set("APPDATA", "/", Platform::Linux);
    bases.set("RESOURCE", "C:/", Platform::Windows);
    let redactor = Redactor::new(Privacy::Template, false, &bases, KEY).for_platform(Platform::Linux);
    assert_eq!(resource(&redactor, None, "/"), "/");
    assert_eq!(resource(&redactor, None, "C:/"), "C:/");
    assert_eq!(resource(&redactor, None, "/letter.pdf"), "/*.pdf");
}

/// Where nothing else is configured, the log lies in the app's log directory, and so in its data.
#[test]
fn the_log_makes_no_directory_a_persons() {
    let data = "/home/anna/.local/share/com.example.notes";
    let mut bases = bases();
    bases.reserve(&format!("{data}/logs/authority"), Platform::Linux).unwrap();
    let redactor = Redactor::new(Privacy::Template, false, &bases, KEY).for_platform(Platform::Linux);
    let shown = |below: &str| resource(&redactor, None, &format!("{data}{below}"));
    assert_eq!(shown("/day/today.xyz"), "$APPDATA/day/today.xyz");
    assert_eq!(shown("/logs/a.log"), "$APPLOG/a.log");
    assert_eq!(shown("/logs/authority/1/lock"), "$AUTHORITYLOG/*/*");
}
