//! One POST and the body that comes back, within time and size, and given up when the run ends.

use std::io::Read;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::Builder;
use std::time::Duration;

use ureq::http::Response;
use ureq::{Agent, Body};

use crate::extract::environment::Environment;
use crate::extract::failure::{Failure, FailureKind};
use crate::extract::http::address::Address;
use crate::extract::http::fault::{self, CONNECT_MAX, Server, Stage};
use crate::extract::http::headers::Headers;
use crate::extract::http::proxy;
use crate::extract::secrets::Secrets;
use crate::extract::source::Cancel;
use crate::project::Policy;

/// How often is looked whether the run is to end.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// How long a connection that nobody uses is kept: less than servers keep it, since one that closes it just when the
/// next article is sent costs an answer.
const IDLE_MAX: Duration = Duration::from_secs(1);
/// How much is read of what a server says about its trouble.
const TROUBLE_BYTES_MAX: u64 = 64 << 10;

/// A server and everything about asking it.
pub(super) struct Client {
    agent: Agent,
    address: Address,
    headers: Headers,
    secrets: Secrets,
    server: Server,
    body_bytes_max: u64,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Client({})", self.server.shown)
    }
}

impl Client {
    /// Prepares the connection; an error names what is wrong with the address.
    pub(super) fn new(
        url: &str,
        (headers, secrets): (Headers, Secrets),
        policy: &Policy,
        environment: &Environment,
    ) -> Result<Self, String> {
        let address = Address::parse(url)?;
        // Making a connection takes long only with TLS.
        let n_idle = if address.is_https() { policy.workers } else { 0 };
        let proxy = proxy::find(&address, environment)?;
        let through =
            proxy.as_ref().map(|proxy| format!(" (through the proxy {}:{})", proxy.host(), proxy.port()));
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // A POST must not become a GET, and a key must not go to another server.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(proxy)
            .timeout_global(Some(policy.timeout))
            .timeout_connect((policy.timeout > CONNECT_MAX).then_some(CONNECT_MAX))
            .max_idle_age(IDLE_MAX)
            .max_idle_connections(n_idle)
            .max_idle_connections_per_host(n_idle)
            .build()
            .new_agent();
        let shown = format!("{}{}", address.shown(), through.unwrap_or_default());
        let server = Server { shown, is_https: address.is_https(), timeout: policy.timeout };
        Ok(Self { agent, address, headers, secrets, server, body_bytes_max: policy.output_bytes_max })
    }

    /// Sends a body and returns what comes back with a status of success, without the secrets in it.
    ///
    /// When the run ends, all connections are closed: no client asks again after that.
    pub(super) fn post(&self, body: &str, cancel: &Cancel) -> Result<Vec<u8>, Failure> {
        if cancel.is_cancelled() {
            return Err(interrupted());
        }
        let answer = std::thread::scope(|scope| {
            let (end, ended) = mpsc::channel();
            // Where no thread can be had, the timeout ends the wait.
            let watch = move || self.close_when_cancelled(cancel, &ended);
            let _ = Builder::new().spawn_scoped(scope, watch);
            let answer = self.exchange(body);
            drop(end);
            answer
        });
        // Before anybody reads it: what cannot be read is quoted in parts.
        let answer = answer.map(|bytes| self.secrets.mask_answer(bytes));
        answer.map_err(|failure| if cancel.is_cancelled() { interrupted() } else { failure })
    }

    /// Breaks off the exchange when the run is to end; returns when the exchange has ended.
    fn close_when_cancelled(&self, cancel: &Cancel, ended: &Receiver<()>) {
        while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
            if cancel.is_cancelled() {
                self.agent.clone().shutdown();
                return;
            }
        }
    }

    fn exchange(&self, body: &str) -> Result<Vec<u8>, Failure> {
        let mut request = self.agent.post(self.address.uri());
        for (name, value) in self.headers.iter() {
            request = request.header(name, value);
        }
        let response = request.send(body).map_err(|error| self.fault(&error, Stage::Waiting))?;
        if response.status().is_success() { self.read(response) } else { Err(self.trouble(response)) }
    }

    /// Reads the body of an answer.
    fn read(&self, mut response: Response<Body>) -> Result<Vec<u8>, Failure> {
        let status = response.status();
        if let Some(encoding) = header(&response, "content-encoding").filter(|name| *name != "identity") {
            let detail = format!("the body is in the encoding {encoding}, which was not asked for");
            return Err(Failure::new(FailureKind::NotJson, detail));
        }
        let announced = response.body().content_length();
        if announced.is_some_and(|length| length > self.body_bytes_max) {
            return Err(self.too_long());
        }
        let mut bytes = Vec::new();
        // One more than is allowed tells that there is more.
        let mut body = response.body_mut().as_reader().take(self.body_bytes_max.saturating_add(1));
        if let Err(error) = body.read_to_end(&mut bytes) {
            let stage = Stage::Reading { n_bytes: bytes.len(), announced };
            return Err(self.fault(&error.into(), stage));
        }
        if bytes.len() as u64 > self.body_bytes_max {
            return Err(self.too_long());
        }
        if bytes.trim_ascii().is_empty() {
            return Err(Failure::new(FailureKind::NoAnswer, format!("status {status} with an empty body")));
        }
        Ok(bytes)
    }

    fn too_long(&self) -> Failure {
        let detail = format!("the answer has more than {} bytes", self.body_bytes_max);
        Failure::new(FailureKind::OutputLimit, detail)
    }

    /// Makes a failure of a status that is no success.
    fn trouble(&self, mut response: Response<Body>) -> Failure {
        let mut bytes = Vec::new();
        // The status stands, whether or not the rest can be read.
        let _ = response.body_mut().as_reader().take(TROUBLE_BYTES_MAX).read_to_end(&mut bytes);
        fault::of_status(&response, &String::from_utf8_lossy(&bytes), &self.secrets)
    }

    fn fault(&self, error: &ureq::Error, stage: Stage) -> Failure {
        fault::of_error(error, stage, &self.server)
    }

    /// Returns what messages must not repeat.
    pub(super) const fn secrets(&self) -> &Secrets {
        &self.secrets
    }
}

/// Returns a header of an answer as text.
pub(super) fn header<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

fn interrupted() -> Failure {
    Failure::new(FailureKind::Interrupted, "the run was ended before the server answered").permanent()
}
