//! What the lines hold that were read, for what later lines say of it.

use std::borrow::Cow;

use crate::{
    read::lean::Asked,
    sums::{Added, Many},
    wire::{Before, CheckpointLine, Totals},
};

/// What all lines up to here hold.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) before: Before,
    /// Whether nothing was wrong up to here. If something was, the next line that adds up is believed.
    pub(super) sound: bool,
}

/// More names than any line could list, so no writer counts them apart. Without an end to them a log that somebody made up
/// could fill the memory.
const NAMES: usize = 2_000;

impl Sums {
    pub(super) fn add(&mut self, asked: &Asked<'_>, many: Many) -> Result<(), Disagrees> {
        self.before.add(Added::of(asked, many));
        if self.before.codes.len() > NAMES {
            let found = format!("{} of them", self.before.codes.len());
            return Err(Disagrees::new("codes that a line can list", found, "no writer makes so many different codes"));
        }
        Ok(())
    }
}

/// Two of what should be the same.
#[derive(Debug)]
pub(super) struct Disagrees {
    pub(super) expected: String,
    pub(super) found: String,
    pub(super) meaning: Cow<'static, str>,
}

impl Disagrees {
    pub(super) fn new(
        expected: impl Into<String>,
        found: impl Into<String>,
        meaning: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { expected: expected.into(), found: found.into(), meaning: meaning.into() }
    }

    pub(super) fn unless(
        same: bool,
        expected: &impl std::fmt::Debug,
        found: &impl std::fmt::Debug,
        meaning: &'static str,
    ) -> Result<(), Self> {
        if same { Ok(()) } else { Err(Self::new(shown(expected), shown(found), meaning)) }
    }
}

fn shown(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    if text.chars().count() <= 500 { text } else { text.chars().take(500).chain(['…']).collect() }
}

/// The run whose lines are read.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) name: String,
    pub(super) verbatim: u64,
    pub(super) counted: u64,
    /// Whether all its lines were read. The first of them may be in a file that was forgotten.
    pub(super) from_its_begin: bool,
    /// Whether more than one line says that it is this one.
    pub(super) sure: bool,
    pub(super) ended: bool,
}

impl Run {
    pub(super) fn new(name: &str, from_its_begin: bool) -> Self {
        Self { name: name.to_owned(), verbatim: 0, counted: 0, from_its_begin, sure: from_its_begin, ended: false }
    }

    /// Holds a `checkpoint` or `end` against what was read of the run.
    pub(super) fn agrees(&mut self, line: &CheckpointLine<'_>) -> Result<(), Disagrees> {
        let sum = line.verbatim.saturating_add(line.counted).saturating_add(line.pending);
        Disagrees::unless(line.taken == sum, &sum, &line.taken, "`taken` is not `verbatim` + `counted` + `pending`")?;
        let found = [line.verbatim, line.counted];
        if self.from_its_begin {
            let meaning = "`verbatim` and `counted` are not what the run's lines above hold";
            let expected = [self.verbatim, self.counted];
            Disagrees::unless(expected == found, &expected, &found, meaning)?;
        } else {
            let expected = format!("at least {} and {}", self.verbatim, self.counted);
            if self.verbatim > line.verbatim || self.counted > line.counted {
                let meaning = "`verbatim` and `counted` are less than the run's lines above hold";
                return Err(Disagrees::new(expected, shown(&found), meaning));
            }
            [self.verbatim, self.counted] = found;
            self.from_its_begin = true;
        }
        Ok(())
    }
}

/// Whether what lies before the first file that is left adds up in itself: there is nothing else to hold it against.
pub(super) fn adds_up(before: &Before) -> Result<(), Disagrees> {
    let Totals { allow, deny, error, report, verbatim, counted, .. } = before.totals;
    let sum = |numbers: &mut dyn Iterator<Item = u64>| numbers.fold(0, u64::saturating_add);
    let decisions = sum(&mut [allow, deny, error, report].into_iter());
    let found = [
        sum(&mut [verbatim, counted].into_iter()),
        sum(&mut before.codes.values().copied()),
        sum(&mut before.windows.values().copied()),
    ];
    let meaning = "`before` does not add up: lines and counts, codes, and windows are each as many as the decisions";
    Disagrees::unless(found == [decisions; 3], &[decisions; 3], &found, meaning)
}
