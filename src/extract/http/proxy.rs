//! Which proxy stands before a server: what `HTTPS_PROXY` and `NO_PROXY` of the environment say.

use ureq::{Proxy, ProxyProtocol};

use crate::extract::environment::Environment;
use crate::extract::http::address::Address;

/// Returns the proxy for an address; servers without TLS and those on this machine are asked directly.
///
/// An error names the variable, never its value: a password may stand there.
pub(super) fn find(address: &Address, environment: &Environment) -> Result<Option<Proxy>, String> {
    if !address.is_https() || address.is_loopback() || is_exempt(&address.host(), environment) {
        return Ok(None);
    }
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let set = names.into_iter().find_map(|name| Some((name, text(environment, name)?)));
    let Some((name, url)) = set else { return Ok(None) };
    let proxy = Proxy::new(url).map_err(|_| format!("the variable {name} is no address of a proxy"))?;
    if matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) {
        Ok(Some(proxy))
    } else {
        Err(format!("the variable {name} names a SOCKS proxy: only http:// and https:// proxies can be used"))
    }
}

/// Says whether `NO_PROXY` lists the host: by name, by the end of its name, or by `*`.
fn is_exempt(host: &str, environment: &Environment) -> bool {
    let listed = ["NO_PROXY", "no_proxy"].into_iter().find_map(|name| text(environment, name));
    listed.unwrap_or_default().split(',').map(|entry| entry.trim().to_ascii_lowercase()).any(|entry| {
        let end = entry.trim_start_matches('*').trim_start_matches('.');
        entry == "*" || !end.is_empty() && (host == end || host.ends_with(&format!(".{end}")))
    })
}

fn text<'a>(environment: &'a Environment, name: &str) -> Option<&'a str> {
    environment.get(name)?.to_str().filter(|value| !value.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, variables: &[(&str, &str)], expected: Result<Option<&str>, &str>) {
        let environment = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let found = find(&Address::parse(url).unwrap(), &environment);
        let found = found.map(|proxy| proxy.map(|proxy| format!("{}:{}", proxy.host(), proxy.port())));
        assert_eq!(found, expected.map(|proxy| proxy.map(str::to_owned)).map_err(str::to_owned), "{url}");
    }

    #[test]
    fn the_proxy_of_the_environment_is_used_for_https_alone() {
        let variables = [("HTTPS_PROXY", "http://me:pass@proxy:3128"), ("HTTP_PROXY", "http://other:1")];
        check("https://api.example.org/v1", &variables, Ok(Some("proxy:3128")));
        check("http://api.example.org/v1", &variables, Ok(None));
        check("https://127.0.0.1:8443/", &variables, Ok(None));
        check("https://api.example.org/v1", &[("all_proxy", "proxy:80")], Ok(Some("proxy:80")));
        check("https://api.example.org/v1", &[("HTTPS_PROXY", " ")], Ok(None));
    }

    #[test]
    fn listed_hosts_are_asked_directly() {
        for (listed, is_exempt) in [
            ("example.org", true),
            ("a.b, .Example.org", true),
            ("*.example.org", true),
            ("*", true),
            ("", false),
            ("ample.org", false),
        ] {
            let variables = [("HTTPS_PROXY", "http://proxy:3128"), ("no_proxy", listed)];
            let expected = if is_exempt { None } else { Some("proxy:3128") };
            check("https://api.example.org/v1", &variables, Ok(expected));
        }
    }

    #[test]
    fn a_bad_proxy_is_refused_without_its_value() {
        let bad = "the variable HTTPS_PROXY is no address of a proxy";
        check("https://a.org/", &[("HTTPS_PROXY", "http://s3 cret")], Err(bad));
        let socks =
            "the variable ALL_PROXY names a SOCKS proxy: only http:// and https:// proxies can be used";
        check("https://a.org/", &[("ALL_PROXY", "socks5://me:pass@proxy")], Err(socks));
    }
}
