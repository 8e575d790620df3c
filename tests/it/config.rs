//! Configuration that cannot be meant stops the app at start-up, and names the key.

use serde_json::json;

use support::with_acl;

#[test]
fn bad_configuration_names_the_key_and_the_fix() {
    for (config, words) in [
        (json!({ "explian": true }), vec!["explian", "explain"]),
        (json!({ "maxElements": 0 }), vec!["plugins.authority.maxElements", "leave it out for 1000"]),
        (json!({ "maxElements": -1 }), vec!["authority"]),
        (json!({ "recentDecisions": 1_000_000 }), vec!["plugins.authority.recentDecisions", "at most 100000"]),
        (json!("on"), vec!["authority"]),
        (json!({ "report": {} }), vec!["plugins.authority.report.until", "is missing", "like `2027-01-31`"]),
        (json!({ "report": { "until": "31.01.2999" } }), vec!["report.until", "`31.01.2999`", "like `2027-01-31`"]),
        (json!({ "report": { "until": "2999-02-30" } }), vec!["report.until", "`2999-02-30`"]),
        (json!({ "report": { "until": "+2999-01-31" } }), vec!["report.until", "`+2999-01-31`"]),
        (json!({ "report": { "until": "2999-01-31T00:00:00Z" } }), vec!["report.until", "2999-01-31T00:00:00Z"]),
        (json!({ "report": { "until": "9999-12-31" } }), vec!["report.until", "`9999-12-31`"]),
        (json!({ "report": { "until": "2999-01-31", "commands": [] } }), vec!["report.commands", "for the whole app"]),
        (json!({ "report": { "until": "2999-01-31", "command": "a" } }), vec!["unknown field `command`", "commands"]),
        (json!({ "report": true }), vec!["authority"]),
        (json!({ "commandsWithoutAcl": "deny" }), vec!["deny", "`warn` or `error`"]),
        (json!({ "frozenCommands": "read_note" }), vec!["authority"]),
        (json!({ "decisionsPerSecond": 0 }), vec!["authority"]),
        (json!({ "audit": { "mode": "on" } }), vec!["on", "`buffered`, `required`, `off`"]),
        (json!({ "audit": { "directory": "logs" } }), vec!["plugins.authority.audit.directory", "absolute path"]),
        (json!({ "audit": { "directory": "/a/../b" } }), vec!["plugins.authority.audit.directory", "another one"]),
        (json!({ "audit": { "maxBytes": 1 } }), vec!["plugins.authority.audit.maxBytes", "four files"]),
        (json!({ "audit": { "fileBytes": 1 } }), vec!["plugins.authority.audit.fileBytes", "131072"]),
        (json!({ "audit": { "fileHours": 0 } }), vec!["plugins.authority.audit.fileHours", "a minute"]),
        (json!({ "audit": { "secrets": true } }), vec!["plugins.authority.audit.secrets", "`full`"]),
        (json!({ "audit": { "private": true } }), vec!["unknown field `private`"]),
    ] {
        let error = with_acl().config(config.clone()).try_run().map(drop).unwrap_err().to_string();
        for word in words {
            assert!(error.contains(word), "{config}: {error}");
        }
    }
}

#[test]
fn defaults_are_the_safe_ones() {
    let config = tauri_plugin_authority::Config::default();
    assert!(!config.explain && !config.app_global_allow);
    assert_eq!(config.report, None);
}
