//! What went wrong between karat and a server, as a named failure that says where.

use std::io::ErrorKind;
use std::time::Duration;

use ureq::http::{Response, StatusCode};
use ureq::{Body, Error, Timeout};

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::http::client::header;
use crate::extract::http::retry_after;
use crate::extract::secrets::Secrets;
use crate::project::secret::without_query;

/// How long making a connection may take, where the whole may take longer.
pub(super) const CONNECT_MAX: Duration = Duration::from_secs(10);

/// How far an exchange had come.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    /// Nothing of an answer was there.
    Waiting,
    /// The body was being read.
    Reading {
        /// So much of it was there.
        n_bytes: usize,
        /// So much of it was announced.
        announced: Option<u64>,
    },
}

/// Whom messages speak of.
#[derive(Debug)]
pub(super) struct Server {
    /// The address, and the proxy before it.
    pub(super) shown: String,
    /// TLS is spoken.
    pub(super) is_https: bool,
    /// How long an exchange may take.
    pub(super) timeout: Duration,
}

/// Names the failure of an exchange with a server.
pub(super) fn of_error(error: &Error, stage: Stage, server: &Server) -> Failure {
    let Server { shown, timeout, .. } = server;
    match (error, stage) {
        (Error::Timeout(Timeout::Connect), Stage::Waiting) => {
            Failure::new(FailureKind::NoConnection, format!("{shown}: no connection within {CONNECT_MAX:?}"))
        }
        (Error::Timeout(_), Stage::Waiting) => {
            Failure::new(FailureKind::Timeout, format!("{shown} did not answer within {timeout:?}"))
        }
        (Error::Timeout(_), Stage::Reading { n_bytes, announced }) => {
            let after = after(n_bytes, announced);
            let detail = format!("{shown} did not end its answer within {timeout:?}, {after}");
            Failure::new(FailureKind::Timeout, detail)
        }
        (Error::Io(error), Stage::Waiting) if is_distrust(error) => {
            let detail = format!("{shown}: {error}; karat trusts public certificate authorities alone");
            Failure::new(FailureKind::NoConnection, detail).permanent()
        }
        (Error::Io(error), Stage::Waiting) if server.is_https && error.kind() == ErrorKind::UnexpectedEof => {
            let detail = format!("{shown}: the server closed the connection: does it speak https?");
            Failure::new(FailureKind::NoConnection, detail)
        }
        (_, Stage::Waiting) => {
            Failure::new(FailureKind::NoConnection, format!("{shown}: {}", cause(error, server)))
        }
        (_, Stage::Reading { n_bytes, announced }) => {
            let (after, cause) = (after(n_bytes, announced), cause(error, server));
            Failure::new(FailureKind::HalfAnswer, format!("{shown}: {cause}, {after}"))
        }
    }
}

fn after(n_bytes: usize, announced: Option<u64>) -> String {
    match announced {
        Some(announced) => format!("after {n_bytes} of {announced} bytes"),
        None => format!("after {n_bytes} bytes"),
    }
}

/// Says whether the server showed a certificate that is not to be trusted, as the library puts it.
fn is_distrust(error: &std::io::Error) -> bool {
    error.kind() == ErrorKind::InvalidData && error.to_string().starts_with("invalid peer certificate")
}

/// Says in a few words why there is no answer.
#[expect(clippy::wildcard_enum_match_arm, reason = "both enums are foreign and open")]
fn cause(error: &Error, server: &Server) -> String {
    match error {
        Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused => "connection refused: is the server running?".to_owned(),
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
                "the server broke the connection".to_owned()
            }
            ErrorKind::UnexpectedEof => "the server closed the connection".to_owned(),
            ErrorKind::InvalidData if server.is_https => format!("no TLS: {error}"),
            _ => error.to_string(),
        },
        Error::HostNotFound => "the host was not found".to_owned(),
        Error::Protocol(error) => format!("what the server says is not HTTP: {error}"),
        Error::Rustls(error) => format!("no TLS: {error}"),
        Error::LargeResponseHeader(..) => "the headers of the answer are too long".to_owned(),
        Error::ConnectProxyFailed(reason) => format!("the proxy refused: {reason}"),
        _ => error.to_string(),
    }
}

/// Names the failure that a status is, with what the server said and when it wants to be asked again.
pub(super) fn of_status(response: &Response<Body>, said: &str, secrets: &Secrets) -> Failure {
    let status = response.status();
    let mut detail = status.as_str().to_owned();
    if let Some(reason) = status.canonical_reason() {
        detail.push(' ');
        detail.push_str(reason);
    }
    let location = header(response, "location").filter(|_| status.is_redirection());
    if let Some(to) = location {
        detail.push_str(&format!(
            " to {}; help: write the address at which the server answers",
            secrets.quote(without_query(to))
        ));
    } else {
        let said = secrets.quote(said);
        if !said.is_empty() {
            detail.push_str(": ");
            detail.push_str(&said);
        }
    }
    let failure = Failure::new(FailureKind::HttpStatus, detail);
    let wait = header(response, "retry-after");
    let retry_after = wait.and_then(|wait| retry_after::read(wait, header(response, "date")));
    if may_pass(status) { Failure { retry_after, ..failure } } else { failure.permanent() }
}

/// Says whether asking again may help: the server is busy, or trouble is between it and others.
fn may_pass(status: StatusCode) -> bool {
    // 529 is what some chat servers say when they are overloaded.
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504 | 529)
}
