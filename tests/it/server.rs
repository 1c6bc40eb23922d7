//! A real server on loopback whose answers a test decides, well-behaved or not; gone when dropped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// The method, such as `POST`.
    pub(crate) method: String,
    /// The path with its query.
    pub(crate) target: String,
    /// Headers in order; names in small letters.
    pub(crate) headers: Vec<(String, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// Returns a header by its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("karat sends JSON")
    }
}

/// What the server says, and what it does then.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    bytes: Vec<u8>,
    then: Then,
}

#[derive(Clone, Debug)]
enum Then {
    /// Wait for the next request on the same connection.
    KeepOpen,
    /// End the connection.
    Close,
    /// Say nothing more until the client goes or the server is dropped.
    Hang,
    /// Say this again and again, with so much time between, until the client goes or the server is dropped.
    Repeat(Vec<u8>, Duration),
}

impl Response {
    /// Answers with a status and a body, as a server should.
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let mut head = format!("HTTP/1.1 {status} Status\r\ncontent-length: {}\r\n", body.as_ref().len());
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        Self { bytes: [head.as_bytes(), body.as_ref()].concat(), then: Then::KeepOpen }
    }

    /// Answers 200 with JSON.
    pub(crate) fn json(body: impl AsRef<[u8]>) -> Self {
        Self::new(200, &[("content-type", "application/json")], body)
    }

    /// Says exactly this, and ends the connection.
    pub(crate) fn raw(bytes: impl AsRef<[u8]>) -> Self {
        Self { bytes: bytes.as_ref().to_vec(), then: Then::Close }
    }

    /// Says nothing more and leaves the connection open.
    pub(crate) fn then_hang(self) -> Self {
        Self { then: Then::Hang, ..self }
    }

    /// Goes on and on with this, with so much time between.
    pub(crate) fn then_repeat(self, bytes: impl AsRef<[u8]>, pause: Duration) -> Self {
        Self { then: Then::Repeat(bytes.as_ref().to_vec(), pause), ..self }
    }
}

/// A server on a free port of 127.0.0.1, with a thread for each connection.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

type Answer = dyn Fn(Received) -> Response + Send + Sync;

struct Shared {
    answer: Box<Answer>,
    is_over: AtomicBool,
    /// Woken when the server is dropped.
    over: (Mutex<()>, Condvar),
    streams: Mutex<Vec<TcpStream>>,
    received: Mutex<Vec<Received>>,
}

impl Server {
    /// Starts a server that answers like this.
    pub(crate) fn start(answer: impl Fn(Received) -> Response + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("the listener is bound");
        let shared = Arc::new(Shared {
            answer: Box::new(answer),
            is_over: AtomicBool::new(false),
            over: (Mutex::new(()), Condvar::new()),
            streams: Mutex::new(Vec::new()),
            received: Mutex::new(Vec::new()),
        });
        let acceptor = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Self { address, shared, acceptor: Some(acceptor) }
    }

    /// Returns the address, such as `http://127.0.0.1:34567`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns what was received so far, in the order of arrival.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        drop(self.shared.over.0.lock());
        self.shared.over.1.notify_all();
        // Wakes the acceptor.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut threads = Vec::new();
    for stream in listener.incoming().flatten() {
        if shared.is_over.load(Ordering::SeqCst) {
            break;
        }
        shared.streams.lock().unwrap().push(stream.try_clone().expect("a socket can be cloned"));
        let shared = Arc::clone(shared);
        threads.push(std::thread::spawn(move || serve(&stream, &shared)));
    }
    for stream in shared.streams.lock().unwrap().drain(..) {
        let _ = stream.shutdown(Shutdown::Both);
    }
    for thread in threads {
        let _ = thread.join();
    }
}

fn serve(stream: &TcpStream, shared: &Shared) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    while let Some(received) = receive(&mut reader) {
        shared.received.lock().unwrap().push(received.clone());
        let response = (shared.answer)(received);
        let mut writer = stream;
        let is_said = writer.write_all(&response.bytes).and_then(|()| writer.flush()).is_ok();
        match response.then {
            Then::KeepOpen if is_said => continue,
            Then::KeepOpen | Then::Close => {}
            Then::Hang => {
                // Ends when the client closes its side, or the server is dropped.
                let _ = std::io::copy(&mut reader, &mut std::io::sink());
            }
            Then::Repeat(bytes, pause) => {
                while writer.write_all(&bytes).is_ok() && !shared.is_over_within(pause) {}
            }
        }
        break;
    }
    let _ = stream.shutdown(Shutdown::Both);
}

impl Shared {
    /// Waits a while, or until the server is dropped; says whether it is.
    fn is_over_within(&self, pause: Duration) -> bool {
        if !pause.is_zero() && !self.is_over.load(Ordering::SeqCst) {
            let guard = self.over.0.lock().unwrap();
            drop(self.over.1.wait_timeout(guard, pause));
        }
        self.is_over.load(Ordering::SeqCst)
    }
}

/// Reads one request; `None` where the client is gone or does not speak HTTP.
fn receive(reader: &mut impl BufRead) -> Option<Received> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: u64 = length.map_or(Some(0), |(_, value)| value.parse().ok())?;
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body).ok()?;
    (body.len() as u64 == length).then_some(Received { method, target, headers, body })
}

#[test]
fn the_server_answers_on_one_connection_and_is_gone_when_dropped() {
    let server = Server::start(|request| Response::json(request.body));
    let address = server.address;
    let mut stream = TcpStream::connect(address).unwrap();
    for _ in 0..2 {
        stream.write_all(b"POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n[]").unwrap();
        let mut reader = BufReader::new(&stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).unwrap(), 0);
        }
        let mut body = [0; 2];
        reader.read_exact(&mut body).unwrap();
        assert!(head.starts_with("HTTP/1.1 200 "));
        assert_eq!(&body, b"[]");
    }
    assert_eq!(server.received().len(), 2);
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}
