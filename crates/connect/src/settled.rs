//! Nobody is asked anything, a resolver neither, before the judgement is on record, where the app asks for that.

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl};

/// Waits for the log on a thread that may block.
///
/// It is waited for everything that was decided so far: the judgement of a proxy is among it.
pub(crate) async fn must_be_on_record(url: &JudgedUrl) -> Result<(), Denial> {
    if !url.has_to_be_settled() {
        return Ok(());
    }
    let waiting = url.clone();
    match tokio::task::spawn_blocking(move || waiting.must_be_settled()).await {
        Ok(settled) => settled,
        Err(error) => Err(url.refuse(Code::RecordUnsettled, Some(&error.to_string()))),
    }
}
