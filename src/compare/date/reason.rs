//! Why two dates scored as they did, in the words of the table in SEMANTICS.

use std::fmt;

use crate::compare::Reason;
use crate::credit::Credit;
use crate::value::date::Unit;

/// A difference of precision, or of extent at one precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Coarser than the article.
    Coarser {
        /// What was stated.
        stated: Unit,
        /// What the article says.
        article: Unit,
    },
    /// Finer than the article.
    Finer {
        /// What was stated.
        stated: Unit,
        /// What the article says.
        article: Unit,
    },
    /// Nested at one rank of precision.
    OtherExtent,
    /// Overlapping without nesting.
    PartOverlap,
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Coarser { stated, article } => {
                write!(formatter, "{stated} where the article says {article}")
            }
            Self::Finer { stated, article } => {
                write!(formatter, "{stated} stated, article supports only {article}")
            }
            Self::OtherExtent => formatter.write_str("same precision, other extent"),
            Self::PartOverlap => formatter.write_str("overlap without nesting"),
        }
    }
}

/// How the zone of a clock time was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneLoss {
    /// Gold states it, the prediction does not.
    Missing,
    /// The prediction states it, gold does not.
    Added,
    /// Both state one, and they make two instants of one clock time.
    Wrong,
}

impl fmt::Display for ZoneLoss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "zone missing",
            Self::Added => "zone added",
            Self::Wrong => "wrong zone",
        })
    }
}

/// How one end of an interval came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EndState {
    /// Worth so much; above 0.
    Worth(Credit),
    /// Stated, and worth nothing.
    Wrong,
    /// The article leaves it open; a date was stated.
    OpenClosed,
    /// Not stated.
    Missing,
}

impl EndState {
    /// All of it.
    pub const RIGHT: Self = Self::Worth(Credit::ONE);

    const fn is_wrong(self) -> bool {
        matches!(self, Self::Wrong | Self::OpenClosed)
    }
}

/// Why two dates scored as they did; `Display` is the text users see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateReason {
    /// The same date.
    SameValue,
    /// The same instant, in whatever zones.
    SameInstant,
    /// The same instant, once with seconds of 00.
    SameInstantSeconds,
    /// The same stretch of time, written otherwise.
    SameExtent,
    /// The same bound or range.
    Same,
    /// Nothing in common.
    NoOverlap,
    /// Other clock times, at least one without a zone.
    DifferentTime,
    /// Other instants.
    DifferentInstant,
    /// A difference of precision or extent.
    Step(Step),
    /// Parts of the date that one side leaves open.
    OpenParts(u8),
    /// The zone of a clock time.
    Zone(ZoneLoss),
    /// One side says "about".
    Hedge,
    /// One unit off an approximate value.
    OneUnitOff,
    /// An hour off an approximate time, at most.
    WithinHour,
    /// Several of the above, as a headline.
    Several {
        /// Precision.
        step: Option<Step>,
        /// Openness.
        n_open: u8,
        /// Zone.
        zone: Option<ZoneLoss>,
        /// Hedge.
        is_hedge_lost: bool,
    },
    /// An interval, end by end.
    Ends {
        /// The start.
        start: EndState,
        /// The end.
        end: EndState,
    },
    /// Inside or covering an interval, with neither end right.
    NeitherEnd {
        /// It covers the interval, else it lies inside.
        is_covering: bool,
        /// What was stated and what the article says, where the ladder decides.
        units: Option<(Unit, Unit)>,
    },
    /// Dice of the durations, where intervals are compared so.
    Overlap,
    /// A bound on one side only.
    BoundLost,
    /// One end of a range.
    OneEndRight,
    /// "Before" against "on or before".
    InclusiveStrict,
    /// Before against after.
    BoundTurned,
    /// A weaker bound, near enough to say something.
    BoundMovedEntailed,
    /// A bound that the article does not support.
    BoundMoved,
    /// A weaker bound, too far off.
    BoundTooFar,
    /// A date within the bounds that the article does not state.
    InsideRange,
    /// A date that the bounds exclude.
    OutsideRange,
    /// A bound or range that holds the stated date.
    Weaker,
}

impl fmt::Display for DateReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::SameValue => "same value",
            Self::SameInstant => "same instant",
            Self::SameInstantSeconds => "same instant (seconds of 00 are minute precision)",
            Self::SameExtent => "same extent",
            Self::Same => "same",
            Self::NoOverlap => "no overlap",
            Self::DifferentTime => "different time",
            Self::DifferentInstant => "different instant",
            Self::Step(step) => return step.fmt(formatter),
            Self::OpenParts(n_open) => return write_open(*n_open, formatter),
            Self::Zone(loss) => return loss.fmt(formatter),
            Self::Hedge => "hedge lost or added",
            Self::OneUnitOff => "one unit off an approximate value",
            Self::WithinHour => "within 1 h of an approximate time",
            Self::Several { step, n_open, zone, is_hedge_lost } => {
                return write_several(*step, (*n_open, *zone, *is_hedge_lost), formatter);
            }
            Self::Ends { start, end } => return write_ends(*start, *end, formatter),
            Self::NeitherEnd { is_covering, units } => return write_neither(*is_covering, *units, formatter),
            Self::Overlap => "overlap of the durations",
            Self::BoundLost => "bound lost or added",
            Self::OneEndRight => "one end right",
            Self::InclusiveStrict => "inclusive vs strict bound",
            Self::BoundTurned => "bound turned round",
            Self::BoundMovedEntailed => "bound moved, still entailed",
            Self::BoundMoved => "bound moved, not entailed",
            Self::BoundTooFar => "bound too far to say anything",
            Self::InsideRange => "inside the range, a day nobody stated",
            Self::OutsideRange => "outside the range",
            Self::Weaker => "true but weaker than the article",
        };
        formatter.write_str(text)
    }
}

fn write_open(n_open: u8, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(formatter, "{n_open} part(s) left open by one side")
}

/// Names what comes first in the order of charging; a hedge is named only where nothing else is charged.
fn write_several(
    step: Option<Step>,
    (n_open, zone, is_hedge_lost): (u8, Option<ZoneLoss>, bool),
    formatter: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut separator = "";
    if let Some(step) = step {
        write!(formatter, "{step}")?;
        separator = ", ";
    }
    if n_open > 0 {
        formatter.write_str(separator)?;
        write_open(n_open, formatter)?;
        separator = ", ";
    }
    match zone {
        Some(loss) if separator.is_empty() => write!(formatter, "right clock, {loss}"),
        Some(loss) => write!(formatter, "{separator}{loss}"),
        None if separator.is_empty() && is_hedge_lost => {
            formatter.write_str("same value, hedge lost or added")
        }
        None => Ok(()),
    }
}

fn write_ends(start: EndState, end: EndState, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (start, end) {
        (EndState::Worth(worth), EndState::Missing) | (EndState::Missing, EndState::Worth(worth)) => {
            if worth.is_one() {
                formatter.write_str("one end right, other end missing")
            } else {
                write!(formatter, "one end {}, other end missing", decimal(worth))
            }
        }
        _ => {
            let is_worded = start.is_wrong() || end.is_wrong();
            write_end("start", start, is_worded, formatter)?;
            formatter.write_str(", ")?;
            write_end("end", end, is_worded, formatter)
        }
    }
}

fn write_end(
    name: &str,
    state: EndState,
    is_worded: bool,
    formatter: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    match state {
        EndState::Worth(worth) if is_worded && worth.is_one() => write!(formatter, "{name} right"),
        EndState::Worth(worth) => write!(formatter, "{name} {}", decimal(worth)),
        EndState::Wrong => write!(formatter, "{name} wrong"),
        EndState::OpenClosed => write!(formatter, "open {name} closed"),
        EndState::Missing => write!(formatter, "{name} missing"),
    }
}

fn write_neither(
    is_covering: bool,
    units: Option<(Unit, Unit)>,
    formatter: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    formatter.write_str(if is_covering { "covers the interval, " } else { "inside the interval, " })?;
    match units {
        None => formatter.write_str("neither end"),
        Some((stated, article)) if stated > article => {
            write!(formatter, "{stated} stated, article supports only {article}s")
        }
        Some((stated, article)) => write!(formatter, "{stated} where the article says {article}s"),
    }
}

/// Writes `1`, `0.5`, `0.707`.
fn decimal(worth: Credit) -> String {
    let text = worth.to_string();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl From<DateReason> for Reason {
    fn from(reason: DateReason) -> Self {
        Self::Date(reason)
    }
}
