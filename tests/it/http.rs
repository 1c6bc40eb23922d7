//! Servers as extractors, over real sockets: what they are sent, and every way in which they can fail.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};
use std::time::Duration;
use std::time::Instant;

use karat::extract::Request;
use karat::extract::environment::Environment;
use karat::extract::failure::{Failure, FailureKind};
use karat::extract::http::HttpSource;
use karat::extract::http::openai::OpenAiSource;
use karat::extract::request::encode_request;
use karat::extract::source::{Ask, Cancel, Reply, Source};
use karat::project::{HttpSpec, OpenAiSpec, Policy};
use karat::schema::Schema;
use karat::schema::entities::Entities;
use karat::text::prepared::ArticleText;
use serde_json::{Value as Json, json};

use crate::server::{Response, Server};

const FACTS: &str = r#"{"id":"flood","facts":[]}"#;
const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
/// Far more than anything here takes, even on a busy machine.
const LONG: Duration = Duration::from_secs(60);

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    slots:
      count: {kind: count, key: true}
      effect: {kind: enum, values: [killed, wounded]}
      who: {kind: entity}
";

/// Asks a source about an article.
fn ask_about(source: &dyn Source, text: &str, cancel: &Cancel) -> Result<Reply, Failure> {
    with_ask(text, cancel, |ask| source.ask(ask))
}

/// Puts a question about an article.
fn with_ask<T>(text: &str, cancel: &Cancel, put: impl FnOnce(&Ask<'_>) -> T) -> T {
    let (schema, problems) = Schema::decode("schema.yaml", SCHEMA);
    assert!(problems.is_empty(), "{problems:?}");
    let (schema, entities, text) = (schema.unwrap(), Entities::default(), ArticleText::new(text));
    let request = Request { id: "flood", language: "fr", ..Request::bare(&text, &schema, &entities) };
    put(&Ask { request: &request, body: &encode_request(&request), cancel })
}

fn ask(source: &dyn Source) -> Result<Reply, Failure> {
    ask_about(source, "La crue a tué douze personnes.", &Cancel::default())
}

fn policy(timeout: Duration) -> Policy {
    Policy { timeout, ..Policy::default() }
}

fn http(url: &str, policy: &Policy) -> HttpSource {
    let spec = HttpSpec { url: url.to_owned(), headers: BTreeMap::new() };
    HttpSource::new(&spec, policy, &Environment::default()).unwrap()
}

fn variables(list: &[(&str, &str)]) -> Environment {
    list.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
}

/// Asks a server that answers like this within a while.
fn failure_of(response: Response, timeout: Duration) -> Failure {
    let server = Server::start(move |_| response.clone());
    let failure = ask(&http(&server.url(), &policy(timeout))).unwrap_err();
    let port = server.url().rsplit(':').next().unwrap().to_owned();
    Failure { detail: failure.detail.replace(&port, "PORT"), ..failure }
}

fn check(response: Response, kind: FailureKind, detail: &str) {
    let failure = failure_of(response, LONG);
    assert_eq!((failure.kind, &*failure.detail), (kind, detail));
    assert!(failure.is_transient);
}

#[test]
fn a_server_gets_the_request_and_its_answer_is_taken() {
    let server = Server::start(|_| Response::json(FACTS));
    let reply = ask(&http(&format!("{}/extract?v=1", server.url()), &policy(LONG))).unwrap();
    assert_eq!(reply.answer_line(), FACTS);
    assert!(reply.usage.is_empty());
    let received = server.received();
    assert_eq!(received.len(), 1);
    assert_eq!((&*received[0].method, &*received[0].target), ("POST", "/extract?v=1"));
    assert_eq!(received[0].header("content-type"), Some("application/json"));
    assert_eq!(received[0].header("accept-encoding"), None);
    let request = received[0].json();
    assert_eq!((&request["karat"], &request["id"]), (&json!(1), &json!("flood")));
    assert_eq!(request["text"], "La crue a tué douze personnes.");
}

#[test]
fn an_answer_in_chunks_or_up_to_the_end_of_the_connection_is_taken() {
    let chunks = format!("{CHUNKED}8\r\n{{\"facts\"\r\n3\r\n:[]\r\n1;x=y\r\n}}\r\n0\r\n\r\n");
    for raw in [chunks, "HTTP/1.0 200 OK\r\n\r\n{\"facts\":[]}".to_owned()] {
        let server = Server::start(move |_| Response::raw(&raw));
        let source = http(&server.url(), &policy(LONG));
        for _ in 0..3 {
            assert_eq!(ask(&source).unwrap().answer_line(), "{\"facts\":[]}");
        }
    }
}

#[test]
fn every_status_that_may_pass_is_tried_again_and_no_other() {
    for (status, is_transient) in [
        (408, true),
        (429, true),
        (500, true),
        (502, true),
        (503, true),
        (504, true),
        (529, true),
        (400, false),
        (401, false),
        (403, false),
        (404, false),
        (413, false),
        (422, false),
        (501, false),
    ] {
        let failure = failure_of(Response::new(status, &[], "it\nis so"), LONG);
        assert_eq!(failure.kind, FailureKind::HttpStatus);
        assert_eq!(failure.is_transient, is_transient, "{status}");
        assert!(failure.detail.starts_with(&status.to_string()), "{}", failure.detail);
        assert!(failure.detail.ends_with(": it is so"), "{}", failure.detail);
        assert_eq!(failure.retry_after, None);
    }
}

#[test]
fn the_detail_of_a_status_is_short_and_on_one_line() {
    let failure = failure_of(Response::new(404, &[], format!("<p>\r\n{}", "é".repeat(10_000))), LONG);
    assert_eq!(failure.detail, format!("404 Not Found: <p> {}…", "é".repeat(196)));
    assert_eq!(failure_of(Response::new(404, &[], ""), LONG).detail, "404 Not Found");
    let cut = "HTTP/1.1 500 Oops\r\ncontent-length: 100\r\n\r\nthe disk is";
    assert_eq!(failure_of(Response::raw(cut), LONG).detail, "500 Internal Server Error: the disk is");
}

#[test]
fn the_server_says_when_to_ask_again() {
    let wait = |headers: &[(&str, &str)]| failure_of(Response::new(429, headers, ""), LONG).retry_after;
    assert_eq!(wait(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
    assert_eq!(wait(&[("retry-after", "100000")]), Some(Duration::from_secs(100_000)));
    let date = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
    let moment = ("retry-after", "Wed, 21 Oct 2015 07:28:30 GMT");
    assert_eq!(wait(&[date, moment]), Some(Duration::from_secs(30)));
    assert_eq!(wait(&[moment]), None);
    assert_eq!(wait(&[("retry-after", "soon")]), None);
    assert_eq!(failure_of(Response::new(404, &[("retry-after", "7")], ""), LONG).retry_after, None);
}

#[test]
fn a_redirect_is_named_and_not_followed() {
    let other = Server::start(|_| Response::json(FACTS));
    let location = format!("{}/elsewhere", other.url());
    for status in [301, 302, 303, 307, 308] {
        let location = location.clone();
        let server = Server::start(move |_| Response::new(status, &[("location", &location)], ""));
        let failure = ask(&http(&server.url(), &policy(LONG))).unwrap_err();
        assert_eq!(failure.kind, FailureKind::HttpStatus);
        assert!(!failure.is_transient);
        let end =
            format!(" to {}/elsewhere; help: write the address at which the server answers", other.url());
        assert!(failure.detail.ends_with(&end), "{}", failure.detail);
    }
    assert_eq!(other.received().len(), 0);
    assert_eq!(failure_of(Response::new(304, &[], ""), LONG).detail, "304 Not Modified");
}

#[test]
fn a_server_that_is_not_there_is_no_connection() {
    let url = Server::start(|_| Response::json(FACTS)).url();
    let failure = ask(&http(&url, &policy(LONG))).unwrap_err();
    assert_eq!(failure.kind, FailureKind::NoConnection);
    assert_eq!(failure.detail, format!("{url}/: connection refused: is the server running?"));
    assert!(failure.is_transient);
    // A name that cannot be, so that nobody is asked for it.
    let failure = ask(&http(&format!("http://{}.invalid/", "x".repeat(64)), &policy(LONG))).unwrap_err();
    assert_eq!(failure.kind, FailureKind::NoConnection, "{}", failure.detail);
}

#[test]
fn a_server_without_tls_is_no_connection_for_https() {
    let server = Server::start(|_| Response::json(FACTS));
    let url = server.url().replace("http:", "https:");
    let failure = ask(&http(&url, &policy(LONG))).unwrap_err();
    assert_eq!(failure.kind, FailureKind::NoConnection);
    let detail = format!("{url}/: the server closed the connection: does it speak https?");
    assert_eq!(failure.detail, detail);
}

#[test]
fn the_proxy_of_the_environment_is_asked_for_https() {
    let proxy = Server::start(|_| Response::new(403, &[], "not for you"));
    let address = proxy.url();
    let spec = HttpSpec { url: "https://facts.invalid/x".to_owned(), headers: BTreeMap::new() };
    let environment = variables(&[("HTTPS_PROXY", &address.replace("http://", "http://me:s3cret@"))]);
    let failure = ask(&HttpSource::new(&spec, &policy(LONG), &environment).unwrap()).unwrap_err();
    assert_eq!(failure.kind, FailureKind::NoConnection);
    let start = format!(
        "https://facts.invalid/x (through the proxy {}): the proxy refused",
        address.replace("http://", "")
    );
    assert!(failure.detail.starts_with(&start), "{}", failure.detail);
    assert!(!failure.detail.contains("s3cret"), "{}", failure.detail);
    let received = &proxy.received()[0];
    assert_eq!((&*received.method, &*received.target), ("CONNECT", "facts.invalid:443"));
}

#[test]
fn a_connection_that_breaks_before_the_answer_is_no_connection() {
    let closed = "http://127.0.0.1:PORT/: the server closed the connection";
    check(Response::raw(""), FailureKind::NoConnection, closed);
    check(Response::raw("HTTP/1.1 200 OK\r\nconte"), FailureKind::NoConnection, closed);
    let failure = failure_of(Response::raw("hello\r\n\r\n"), LONG);
    assert_eq!(failure.kind, FailureKind::NoConnection);
    assert!(failure.detail.contains("what the server says is not HTTP"), "{}", failure.detail);
}

#[test]
fn a_body_that_breaks_off_is_half_an_answer() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n";
    let closed = "http://127.0.0.1:PORT/: the server closed the connection";
    let detail = format!("{closed}, after 9 of 100 bytes");
    check(Response::raw(format!("{head}{{\"facts\":")), FailureKind::HalfAnswer, &detail);
    let detail = format!("{closed}, after 9 bytes");
    check(Response::raw(format!("{CHUNKED}9\r\n{{\"facts\":\r\n")), FailureKind::HalfAnswer, &detail);
    let bad_chunk = failure_of(Response::raw(format!("{CHUNKED}zz\r\n{{\"facts\":\r\n")), LONG);
    assert_eq!(bad_chunk.kind, FailureKind::HalfAnswer, "{}", bad_chunk.detail);
    let short = Response::raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"facts\":[]}");
    assert_eq!(failure_of(short, LONG).kind, FailureKind::HalfAnswer);
}

#[test]
fn a_body_that_is_no_answer_is_named() {
    check(Response::json(""), FailureKind::NoAnswer, "status 200 OK with an empty body");
    check(Response::json(" \n"), FailureKind::NoAnswer, "status 200 OK with an empty body");
    check(
        Response::raw("HTTP/1.1 204 No Content\r\n\r\n"),
        FailureKind::NoAnswer,
        "status 204 No Content with an empty body",
    );
    assert_eq!(failure_of(Response::json(b"{\"facts\":[\"caf\xe9\"]}"), LONG).kind, FailureKind::NotUtf8);
    assert_eq!(failure_of(Response::json("<html>"), LONG).kind, FailureKind::NotJson);
    let packed = Response::new(200, &[("content-encoding", "gzip")], b"\x1f\x8b");
    check(packed, FailureKind::NotJson, "the body is in the encoding gzip, which was not asked for");
}

#[test]
fn an_answer_over_the_limit_is_given_up() {
    let limit = Policy { output_bytes_max: 50_000, ..policy(LONG) };
    let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
    let endless = Response::raw(CHUNKED).then_repeat(chunk, Duration::ZERO);
    let announced = Response::raw("HTTP/1.1 200 OK\r\ncontent-length: 50001\r\n\r\n").then_hang();
    let one_line = Response::raw("HTTP/1.1 200 OK\r\n\r\n").then_repeat([b'x'; 4096], Duration::ZERO);
    for response in [endless, announced, one_line] {
        let server = Server::start(move |_| response.clone());
        let failure = ask(&http(&server.url(), &limit)).unwrap_err();
        assert_eq!(failure.kind, FailureKind::OutputLimit, "{}", failure.detail);
        assert_eq!(failure.detail, "the answer has more than 50000 bytes");
    }
    let just = format!("{FACTS}{}", " ".repeat(50_000 - FACTS.len()));
    let server = Server::start(move |_| Response::json(&just));
    assert!(ask(&http(&server.url(), &limit)).is_ok());
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the test measures that a slow server costs no more than the timeout"
)]
fn a_slow_server_costs_the_timeout_and_no_more() {
    let timeout = Duration::from_millis(300);
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n";
    let drip = Duration::from_millis(20);
    let stuck = "http://127.0.0.1:PORT/ did not answer within 300ms";
    let unfinished = "http://127.0.0.1:PORT/ did not end its answer within 300ms, after ";
    for (response, detail) in [
        (Response::raw("").then_hang(), stuck),
        (Response::raw("HTTP/1.1 200 OK\r\nx-slow: ").then_repeat("x", drip), stuck),
        (Response::raw(head).then_hang(), unfinished),
        (Response::raw(head).then_repeat(" ", drip), unfinished),
        (Response::raw(CHUNKED).then_repeat("1\r\nx\r\n", drip), unfinished),
    ] {
        let start = Instant::now();
        let failure = failure_of(response, timeout);
        let elapsed = start.elapsed();
        assert_eq!(failure.kind, FailureKind::Timeout, "{}", failure.detail);
        assert!(failure.detail.starts_with(detail), "{}", failure.detail);
        assert!(failure.is_transient);
        assert!(elapsed >= timeout && elapsed < timeout * 20, "{elapsed:?}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test measures that the end of a run is not waited for")]
fn a_run_that_ends_does_not_wait_for_the_server() {
    for head in ["", CHUNKED] {
        let cancel = Cancel::default();
        let server = Server::start({
            let cancel = cancel.clone();
            move |_| {
                cancel.cancel();
                Response::raw(head).then_hang()
            }
        });
        let source = http(&server.url(), &policy(LONG));
        let start = Instant::now();
        let failure = ask_about(&source, "", &cancel).unwrap_err();
        assert!(start.elapsed() < LONG / 4);
        assert_eq!(failure.kind, FailureKind::Interrupted);
        assert!(!failure.is_transient);
        assert_eq!(ask_about(&source, "", &cancel).unwrap_err().kind, FailureKind::Interrupted);
        assert_eq!(server.received().len(), 1);
    }
}

#[test]
fn a_large_article_and_a_large_answer_pass() {
    let size = 20 << 20;
    let server = Server::start(move |request| {
        let n_chars = request.json()["text"].as_str().map_or(0, str::len);
        let facts = json!({"facts": [], "n_chars": n_chars, "padding": "é".repeat(n_chars / 2)});
        Response::json(facts.to_string())
    });
    let text = "x".repeat(size);
    let reply = ask_about(&http(&server.url(), &policy(LONG)), &text, &Cancel::default()).unwrap();
    let answer: Json = serde_json::from_str(&reply.answer_line()).unwrap();
    assert_eq!(answer["n_chars"], json!(size));
    assert_eq!(answer["padding"].as_str().map(str::len), Some(size));
}

#[test]
fn several_threads_ask_at_a_time() {
    let n_threads = 4;
    let (n_here, all_here) = (Mutex::new(0), Condvar::new());
    let server = Server::start(move |_| {
        let mut guard = n_here.lock().unwrap();
        *guard += 1;
        all_here.notify_all();
        let (_guard, wait) = all_here.wait_timeout_while(guard, LONG / 2, |n| *n < n_threads).unwrap();
        if wait.timed_out() { Response::new(400, &[], "alone") } else { Response::json(FACTS) }
    });
    let source = http(&server.url(), &policy(LONG));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(|| ask(&source))).collect();
        for thread in threads {
            assert!(thread.join().unwrap().is_ok());
        }
    });
}

#[test]
fn headers_take_variables_and_no_message_repeats_them() {
    let server = Server::start(|request| {
        let key = request.header("authorization").unwrap_or_default().to_owned();
        Response::new(401, &[], format!("{}bad key \"{key}\"", "x".repeat(185)))
    });
    let headers = [("Authorization", "Bearer ${KEY}"), ("X-Team", "a")];
    let headers = headers.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let spec = HttpSpec { url: server.url(), headers };
    let source = HttpSource::new(&spec, &policy(LONG), &variables(&[("KEY", "s3cret")])).unwrap();
    let failure = ask(&source).unwrap_err();
    assert_eq!(server.received()[0].header("authorization"), Some("Bearer s3cret"));
    assert_eq!(server.received()[0].header("x-team"), Some("a"));
    assert!(failure.detail.starts_with("401 Unauthorized: x"), "{}", failure.detail);
    for shown in [format!("{failure:?}"), format!("{source:?}")] {
        assert!(!shown.contains("s3c"), "{shown}");
    }
    let error = HttpSource::new(&spec, &policy(LONG), &Environment::default()).unwrap_err();
    assert_eq!(error, "header Authorization: the variable KEY is not set");
}

#[test]
fn a_key_that_a_server_repeats_in_an_answer_is_not_there_any_more() {
    let fail = |body: &str| {
        let body = body.to_owned();
        let server = Server::start(move |_| Response::json(&body));
        let headers = [("Authorization".to_owned(), "Bearer ${KEY}".to_owned())].into();
        let spec = HttpSpec { url: server.url(), headers };
        let key = "sk-0123456789012345678901234567890123456789";
        let source = HttpSource::new(&spec, &policy(LONG), &variables(&[("KEY", key)])).unwrap();
        match ask(&source) {
            Ok(reply) => reply.answer_line(),
            Err(failure) => failure.detail,
        }
    };
    let key = "sk-0123456789012345678901234567890123456789";
    assert_eq!(fail(&format!(r#"{{"error":"bad key {key}"}}"#)), r#"{"error":"bad key ***"}"#);
    let cut = fail(&format!(r#"{{"facts":[] oops, the key was {key} and more"#));
    assert!(!cut.contains("sk-01"), "{cut}");
}

#[test]
fn the_address_of_a_redirect_is_shown_without_its_query() {
    let failure = failure_of(Response::new(302, &[("location", "http://b/x?token=s3cret")], ""), LONG);
    assert!(failure.detail.contains(" to http://b/x; "), "{}", failure.detail);
}

#[test]
fn an_address_that_is_none_is_refused() {
    let spec = HttpSpec { url: "localhost:8000".to_owned(), headers: BTreeMap::new() };
    let error = HttpSource::new(&spec, &policy(LONG), &Environment::default()).unwrap_err();
    assert!(error.starts_with("\"localhost:8000\" is no address of a server: "), "{error}");
}

fn chat(url: &str) -> OpenAiSpec {
    OpenAiSpec {
        url: format!("{url}/v1"),
        model: "small".to_owned(),
        prompt: None,
        key: Some("KEY".to_owned()),
        options: BTreeMap::new(),
        headers: BTreeMap::new(),
    }
}

fn openai(spec: &OpenAiSpec, prompt: Option<&str>) -> Result<OpenAiSource, String> {
    OpenAiSource::new(spec, &policy(LONG), &variables(&[("KEY", "s3cret\n")]), prompt)
}

fn with_options(url: &str, options: &[(&str, &str)]) -> OpenAiSpec {
    let options = options.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    OpenAiSpec { options, ..chat(url) }
}

fn completion(content: &str) -> Response {
    let choice = json!({"message": {"role": "assistant", "content": content}, "finish_reason": "stop"});
    let usage = json!({"prompt_tokens": 120, "completion_tokens": 7, "total_tokens": 127});
    Response::json(json!({"id": "chatcmpl-1", "choices": [choice], "usage": usage}).to_string())
}

#[test]
fn a_chat_server_gets_messages_schema_and_key_and_its_answer_is_taken() {
    let server = Server::start(|_| completion("```json\n{\"facts\":[]}\n```"));
    let reply = ask(&openai(&chat(&server.url()), None).unwrap()).unwrap();
    assert_eq!(reply.answer_line(), "{\"facts\":[]}");
    assert_eq!((reply.usage.input_tokens, reply.usage.output_tokens), (120, 7));
    let received = &server.received()[0];
    assert_eq!(received.target, "/v1/chat/completions");
    assert_eq!(received.header("authorization"), Some("Bearer s3cret"));
    let request = received.json();
    assert_eq!(request["model"], "small");
    let roles: Vec<&str> = request["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|message| message["role"].as_str())
        .collect();
    assert_eq!(roles, ["system", "user"]);
    assert!(request["messages"][0]["content"].as_str().unwrap().contains("Return every fact"));
    let user = request["messages"][1]["content"].as_str().unwrap();
    assert!(user.ends_with("La crue a tué douze personnes."), "{user}");
    assert!(user.contains("{\"type\":\"casualties\""), "{user}");
    let format = &request["response_format"];
    assert_eq!(format["type"], "json_schema");
    assert_eq!(format["json_schema"]["strict"], json!(true));
    assert_eq!(format["json_schema"]["schema"]["required"], json!(["facts"]));
    assert_eq!(format["json_schema"]["schema"]["additionalProperties"], json!(false));
}

#[test]
fn answers_are_kept_under_what_is_really_sent() {
    let server = Server::start(|_| completion("[]"));
    let (chat, plain) = (openai(&chat(&server.url()), None).unwrap(), http(&server.url(), &policy(LONG)));
    for source in [&chat as &dyn Source, &plain] {
        with_ask("Rien.", &Cancel::default(), |ask| {
            drop(source.ask(ask));
            let question: Json = serde_json::from_str(&source.question(ask)).unwrap();
            assert_eq!(question, server.received().last().unwrap().json());
        });
    }
}

#[test]
fn options_are_merged_in_and_null_takes_a_field_out() {
    let server = Server::start(|_| completion("[]"));
    let spec = with_options(
        &server.url(),
        &[("temperature", "0"), ("stop", "[\"x\"]"), ("response_format", "null")],
    );
    assert_eq!(
        ask(&openai(&spec, Some("{{ id }}{% if not text %}{% endif %}")).unwrap()).unwrap().answer_line(),
        "[]"
    );
    let request = server.received()[0].json();
    let expected = json!({
        "model": "small", "messages": [{"role": "user", "content": "flood"}], "temperature": 0, "stop": ["x"],
    });
    assert_eq!(request, expected);
}

#[test]
fn a_chat_source_that_cannot_work_is_refused_before_any_article() {
    let url = "http://localhost:1";
    let check = |spec: OpenAiSpec, prompt: Option<&str>, expected: &str| {
        assert_eq!(openai(&spec, prompt).map(|_| ()), Err(expected.to_owned()));
    };
    let unset = OpenAiSpec { key: Some("OTHER".to_owned()), ..chat(url) };
    check(unset, None, "the variable OTHER is not set: it should hold the key of the server");
    let bad = with_options(url, &[("temperature", "zero")]);
    check(bad, None, "the option temperature is no JSON: expected value at line 1 column 1");
    let stream = "the option stream cannot be true: karat reads answers as a whole";
    check(with_options(url, &[("stream", "true")]), None, stream);
    let unknown = "the prompt does not compile: line 2: there is no variable txt: a prompt may name text, language, \
                   published, timezone, types, views, id, instructions";
    check(chat(url), Some("Read:\n{{ txt }}"), unknown);
    let blind = "the prompt never shows the article: put {{ text }} into it";
    check(chat(url), Some("Find the facts. {{ instructions }}"), blind);
}

#[test]
fn every_way_a_model_does_not_answer_has_a_name() {
    let fail = |body: &str| {
        let body = body.to_owned();
        let server = Server::start(move |_| Response::json(&body));
        let failure = ask(&openai(&chat(&server.url()), None).unwrap()).unwrap_err();
        format!("{}: {}", failure.kind.word(), failure.detail)
    };
    let cut = r#"{"choices":[{"message":{"content":"{\"facts\":["},"finish_reason":"length"}]}"#;
    let limit = "half an answer: the model reached its limit of tokens; help: raise the option `max_tokens` \
                 (`max_completion_tokens` with some servers)";
    assert_eq!(fail(cut), limit);
    let refused = r#"{"choices":[{"message":{"refusal":"No, s3cret."},"finish_reason":"stop"}]}"#;
    assert_eq!(fail(refused), "error: the model refused: No, ***.");
    let prose = r#"{"choices":[{"message":{"content":"There are none."},"finish_reason":"stop"}]}"#;
    assert!(fail(prose).starts_with("not JSON: "));
    assert!(fail("{\"choices\":").starts_with("half an answer: "));
    assert_eq!(fail(r#"{"choices":[]}"#), "no answer: the completion has no choices");
}

#[test]
fn a_server_without_response_formats_is_told_apart() {
    let server = Server::start(|_| {
        Response::new(400, &[], r#"{"error":{"message":"Unknown field: response_format"}}"#)
    });
    let failure = ask(&openai(&chat(&server.url()), None).unwrap()).unwrap_err();
    assert!(!failure.is_transient);
    let help = "; help: the option `response_format: null` leaves the response format out";
    assert!(failure.detail.ends_with(help), "{}", failure.detail);
}
