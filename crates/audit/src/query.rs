//! What a log says: decisions that are asked for, newest first, and sums.

mod filter;
mod page;
mod stats;

pub use filter::Query;
pub use page::{Page, query};
pub use stats::{Stats, stats};
