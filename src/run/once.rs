//! Asks a program or a server for one article, once and without a cache: to look closely at what it says.

use std::time::Duration;

use crate::extract::Request;
use crate::extract::failure::Failure;
use crate::extract::request::encode_request;
use crate::extract::source::{Ask, Cancel, Reply};
use crate::run::Remote;
use crate::run::pace::now;

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Once {
    /// The answer before any `transform:`; or why there is none.
    pub said: Result<Reply, Failure>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Asks for one article, and ends everything that was started for it.
#[must_use]
pub fn ask_once(remote: &Remote, request: &Request<'_>, cancel: &Cancel) -> Once {
    let start = now();
    let body = encode_request(request);
    let said = remote.source.ask(&Ask { request, body: &body, cancel });
    let elapsed = start.elapsed();
    // A second answer may come while the program ends.
    let late = remote.source.finish().into_iter().find(|late| late.id == request.id);
    let said = late.map_or(said, |late| Err(late.failure));
    let said = said.map(|reply| Reply { answer: remote.secrets.mask_json(reply.answer), ..reply });
    Once { said: said.map_err(|failure| remote.secrets.mask_failure(failure)), elapsed }
}
