//! The bytes of one entry: an object of JSON that begins with its format and the hash of all that follows.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::article::bytes_sha256;
use crate::extract::source::{Oddity, Usage};
use crate::run::cache::{FORMAT, Kept};

/// Who gave the answers, for people who look after the cache.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Origin {
    /// The extractor's name.
    pub(super) extractor: String,
    /// The hash of its fingerprint.
    pub(super) fingerprint: String,
}

/// Why bytes are no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Another version wrote it, or it is something else altogether.
    Foreign,
    /// It is not what was written.
    Corrupt,
}

/// What an entry says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) key: String,
    pub(super) origin: Origin,
}

/// What follows the hash.
#[derive(Serialize, Deserialize)]
struct Rest<'a> {
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(borrow)]
    extractor: Cow<'a, str>,
    #[serde(borrow)]
    fingerprint: Cow<'a, str>,
    input_tokens: u64,
    output_tokens: u64,
    cost_micros: Option<u64>,
    oddities: Vec<Cow<'a, str>>,
    /// Apart, so that an answer as deep as readers allow is not too deep in here.
    #[serde(borrow)]
    answer: Cow<'a, RawValue>,
}

/// Writes an entry.
pub(super) fn encode(key: &str, origin: &Origin, kept: &Kept) -> String {
    let answer = serde_json::value::to_raw_value(&kept.answer).expect("an answer is JSON");
    let rest = Rest {
        key: key.into(),
        extractor: (&*origin.extractor).into(),
        fingerprint: (&*origin.fingerprint).into(),
        input_tokens: kept.usage.input_tokens,
        output_tokens: kept.usage.output_tokens,
        cost_micros: kept.usage.cost_micros,
        oddities: kept.oddities.iter().map(|oddity| oddity.word().into()).collect(),
        answer: Cow::Owned(answer),
    };
    let rest = serde_json::to_string(&rest).expect("an entry is JSON");
    let rest = rest.strip_prefix('{').expect("an entry is an object");
    format!("{}{}\",{rest}\n", head(), bytes_sha256(format!("{rest}\n").as_bytes()))
}

/// Reads an entry.
pub(super) fn decode(bytes: &[u8]) -> Result<(Stated, Kept), Flaw> {
    let text = std::str::from_utf8(bytes).map_err(|_| Flaw::Corrupt)?;
    let hashed = text.strip_prefix(&head()).ok_or(Flaw::Foreign)?;
    let (hash, rest) = hashed.split_once("\",").ok_or(Flaw::Corrupt)?;
    if bytes_sha256(rest.as_bytes()) != hash {
        return Err(Flaw::Corrupt);
    }
    // The hash holds, so only another program's idea of an entry gets past here and fails.
    read(text).ok_or(Flaw::Foreign)
}

fn read(text: &str) -> Option<(Stated, Kept)> {
    let rest: Rest<'_> = serde_json::from_str(text).ok()?;
    let oddity = |word: &Cow<'_, str>| Oddity::ALL.into_iter().find(|oddity| oddity.word() == word);
    let kept = Kept {
        answer: serde_json::from_str(rest.answer.get()).ok()?,
        usage: Usage {
            input_tokens: rest.input_tokens,
            output_tokens: rest.output_tokens,
            cost_micros: rest.cost_micros,
        },
        oddities: rest.oddities.iter().map(oddity).collect::<Option<_>>()?,
    };
    let origin =
        Origin { extractor: rest.extractor.into_owned(), fingerprint: rest.fingerprint.into_owned() };
    Some((Stated { key: rest.key.into_owned(), origin }, kept))
}

fn head() -> String {
    format!("{{\"karat_cache\":{FORMAT},\"sha256\":\"")
}
