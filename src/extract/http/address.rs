//! The address of a server: checked when the source is made, and shown without what may be secret in it.

use ureq::http::Uri;

use crate::project::secret::without_query;

/// An address that can be asked.
#[derive(Clone, Debug)]
pub(super) struct Address {
    uri: Uri,
}

impl Address {
    /// Reads an address; an error names it.
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        let url = url.trim();
        let bad = |reason: &str| {
            let shown = url.rsplit_once('@').map_or(url, |(_, behind)| behind);
            let shown = without_query(shown);
            format!("\"{shown}\" is no address of a server: {reason}")
        };
        if url.contains("${") {
            return Err(bad("variables can stand in headers only"));
        }
        let uri: Uri = url.parse().map_err(|_| bad("write http://host:port/path or https://host/path"))?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(bad("it has to begin with http:// or https://"));
        }
        if uri.host().is_none_or(str::is_empty) {
            return Err(bad("the name of the host is missing"));
        }
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(bad("it holds a user or a password, which belong into a header with ${NAME}"));
        }
        Ok(Self { uri })
    }

    pub(super) const fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(super) fn is_https(&self) -> bool {
        self.uri.scheme_str() == Some("https")
    }

    /// Returns the host in small letters, without the brackets of an IPv6 address.
    pub(super) fn host(&self) -> String {
        let host = self.uri.host().unwrap_or_default().to_ascii_lowercase();
        host.trim_start_matches('[').trim_end_matches(']').to_owned()
    }

    /// Says whether the server is on this machine.
    pub(super) fn is_loopback(&self) -> bool {
        let host = self.host();
        host == "localhost"
            || host.ends_with(".localhost")
            || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// Returns the address as messages show it: without the query, where keys may stand.
    pub(super) fn shown(&self) -> String {
        let authority = self.uri.authority().map_or("", |authority| authority.as_str());
        format!("{}://{authority}{}", self.uri.scheme_str().unwrap_or_default(), self.uri.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Result<&str, &str>) {
        let shown = Address::parse(url).map(|address| address.shown());
        assert_eq!(shown.as_deref().map_err(String::as_str), expected, "{url}");
    }

    #[test]
    fn an_address_is_shown_without_its_query() {
        check("http://localhost:8000/a?key=s3cret", Ok("http://localhost:8000/a"));
        check("HTTPS://Example.org", Ok("https://Example.org/"));
        check(" http://[::1]:80 ", Ok("http://[::1]:80/"));
    }

    #[test]
    fn what_is_no_address_is_refused_and_passwords_are_not_repeated() {
        let bad = "is no address of a server:";
        check("", Err(&format!("\"\" {bad} write http://host:port/path or https://host/path")));
        check("a b", Err(&format!("\"a b\" {bad} write http://host:port/path or https://host/path")));
        for url in ["localhost:80", "/x", "ftp://a/"] {
            assert!(Address::parse(url).unwrap_err().contains(bad), "{url}");
        }
        assert!(!Address::parse("ftp://a/?key=s3cret").unwrap_err().contains("s3cret"));
        let secret = "it holds a user or a password, which belong into a header with ${NAME}";
        check("http://me:s3cret@host/x", Err(&format!("\"host/x\" {bad} {secret}")));
        check(
            "http://${HOST}/",
            Err(&format!("\"http://${{HOST}}/\" {bad} variables can stand in headers only")),
        );
    }

    #[test]
    fn this_machine_is_known_by_name_and_by_number() {
        for (host, is_loopback) in [
            ("localhost", true),
            ("127.8.9.1", true),
            ("[::1]", true),
            ("a.localhost", true),
            ("10.0.0.1", false),
        ] {
            let address = Address::parse(&format!("http://{host}:1/")).unwrap();
            assert_eq!(address.is_loopback(), is_loopback, "{host}");
        }
    }
}
