//! What the entries of a kind that the app declared say of a value of that kind.

use super::{Decision, Entries, Granted};
use crate::{
    code::Code,
    scope::{Own, OwnEntry},
    validate::value::ValidValue,
};

pub(super) struct Values<'a> {
    /// None where no entry of the kind applies.
    pub(super) own: Option<&'a Own>,
    pub(super) value: &'a ValidValue,
    pub(super) argument: &'a str,
}

impl<'a> Entries<'a> for Values<'a> {
    type Entry = OwnEntry;
    type Trail = ();

    const DENIED: Code = Code::ValueDenied;

    /// There is one thing to do with such a value: to use it.
    fn is_asked(&self) -> bool {
        true
    }

    fn denying(&self) -> Option<&'a OwnEntry> {
        self.own?.denying(self.value, self.argument)
    }

    fn granted(&self) -> Granted<'a, OwnEntry> {
        self.own.map_or(Granted { all: false, entry: None, trail: () }, |own| own.granting(self.value, self.argument))
    }

    fn some_is_for_the_argument(&self) -> bool {
        self.own.is_some_and(|own| own.allows_something(self.argument))
    }

    fn missed(&self, _: Granted<'a, OwnEntry>) -> Decision<'a> {
        let nearest = self.own.and_then(|own| own.nearest(self.value, self.argument));
        Decision {
            difference: nearest.map(|(_, field)| field),
            ..Decision::new(Code::ValueOutsideScope, nearest.map(|(own, _)| own.as_ref()))
        }
    }
}
