//! Servers that answer: requests of protocol 1 as POSTs, and chat completions; the door of the crates for both.

use crate::extract::environment::Environment;
use crate::extract::failure::Failure;
use crate::extract::http::client::Client;
use crate::extract::http::headers::Headers;
use crate::extract::reply::read_reply;
use crate::extract::secrets::Secrets;
use crate::extract::source::{Ask, Reply, Source, Usage};
use crate::extract::usage::usage_of;
use crate::project::{HttpSpec, Policy};

mod address;
mod client;
mod fault;
mod headers;
mod proxy;
mod retry_after;
mod template;
pub mod openai;

/// A server that takes the request of protocol 1 as a POST.
#[derive(Debug)]
pub struct HttpSource {
    client: Client,
}

impl HttpSource {
    /// Prepares the connection; nothing is sent before the first article.
    ///
    /// # Errors
    /// If the address is none, or a header is none or names a variable that is not set: a fragment that says which.
    pub fn new(spec: &HttpSpec, policy: &Policy, environment: &Environment) -> Result<Self, String> {
        let headers = Headers::new(&spec.headers, environment)?;
        let secrets = Secrets::of_server(&spec.url, &spec.headers, environment);
        Ok(Self { client: Client::new(&spec.url, (headers, secrets), policy, environment)? })
    }
}

impl Source for HttpSource {
    fn ask(&self, ask: &Ask<'_>) -> Result<Reply, Failure> {
        let body = self.client.post(ask.body, ask.cancel)?;
        let answer = read_reply(&body, ask.request.id).map_err(|failure| {
            let usage = serde_json::from_slice(&body).map(|body| usage_of(&body)).unwrap_or_default();
            Failure { usage, ..failure }
        })?;
        Ok(Reply { answer, usage: Usage::default(), oddities: Vec::new() })
    }
}
