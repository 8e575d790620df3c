//! Pasting, as a developer would: into the capability that the snippet names, or as a capability of its own.

use serde_json::Value;

use super::App;
use crate::Snippet;

pub(super) fn paste(app: &App, snippet: &Snippet) -> App {
    let mut app = app.clone();
    let pasted: Value = serde_json::from_str(&snippet.text).unwrap();
    let capability = snippet.capability.as_deref().unwrap();
    if pasted.get("permissions").is_some() {
        assert_eq!(pasted["identifier"], capability);
        assert!(app.capabilities.get(capability).is_none(), "a new capability replaces none");
        app.capabilities[capability] = pasted;
        return app;
    }
    assert!(snippet.place.contains(&format!("`permissions` of the capability `{capability}`")), "{}", snippet.place);
    app.capabilities[capability]["permissions"].as_array_mut().unwrap().push(pasted);
    app
}
