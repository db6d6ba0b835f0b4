//! How often somebody may ask for work that costs more than a page: a bucket of tokens for each address.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use domain::entry::Micros;

/// How many may be asked for at once, after a while of asking for none.
pub(crate) const BURST: i64 = 30;
/// How long it takes until one more may be asked for, in microseconds: two seconds.
const REFILL: i64 = 2_000_000;
/// Most addresses remembered, about 1 MB. Those who have not asked for a minute are forgotten first: their buckets are full.
const MOST: usize = 16_384;

/// Who asks, as far as a limit tells people apart: an address of version 4, or the network of one of version 6, whose
/// owner has all of its addresses. A proxy on this machine tells readers apart by `X-Forwarded-For`, of which the last
/// address is its own word; nobody else's is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Asker(u64);

impl Asker {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(four) => Self(u64::from(four.to_bits())),
            // The upper half is the network; no IPv4 address is as large as a global one's.
            IpAddr::V6(six) => Self((six.to_bits() >> 64) as u64),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        // Missing only where no connection carries the request, as in a test.
        let Some(ConnectInfo(from)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
            return Ok(Self(0));
        };
        let forwarded = parts.headers.get("x-forwarded-for");
        let told = forwarded
            .and_then(|told| told.to_str().ok())
            .and_then(|told| told.rsplit(',').next())
            .and_then(|last| last.trim().parse().ok())
            .filter(|_| from.ip().to_canonical().is_loopback());
        Ok(Self::of(told.unwrap_or(from.ip())))
    }
}

/// For each asker, the moment from which the bucket is full again.
#[derive(Debug, Default)]
pub(crate) struct Limit(Mutex<HashMap<Asker, i64>>);

impl Limit {
    /// Takes a token; `Err` with the seconds to wait when there is none.
    pub(crate) fn take(&self, asker: Asker, now: Micros) -> Result<(), i64> {
        let now = now.0;
        let mut full_from = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if full_from.len() >= MOST && !full_from.contains_key(&asker) {
            full_from.retain(|_, from| *from > now);
            if full_from.len() >= MOST {
                return Err(REFILL / 1_000_000); // so many at once are an attack: nobody new until some have gone
            }
        }
        let from = full_from.entry(asker).or_insert(now);
        let after = (*from).max(now).saturating_add(REFILL);
        let ahead = after - now;
        if ahead > BURST * REFILL {
            let wait = ahead - BURST * REFILL;
            return Err(wait.div_euclid(1_000_000) + 1);
        }
        *from = after;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    #[test]
    fn who_asks_too_often_waits_and_nobody_else_does() {
        let limit = Limit::default();
        let (a, b) = (Asker(1), Asker(2));
        for _ in 0..BURST {
            assert_eq!(limit.take(a, Micros(0)), Ok(()));
        }
        assert_eq!(limit.take(a, Micros(0)), Err(3));
        assert_eq!(limit.take(b, Micros(0)), Ok(()));
        assert_eq!(
            limit.take(a, Micros(2 * SECOND)),
            Ok(()),
            "one more has come"
        );
        assert!(limit.take(a, Micros(2 * SECOND)).is_err());
        assert_eq!(limit.take(a, Micros(600 * SECOND)), Ok(()));
    }

    #[test]
    fn a_crowd_of_addresses_does_not_fill_the_memory() {
        let limit = Limit::default();
        for n in 0..MOST as u64 + 100 {
            let _ = limit.take(Asker(n), Micros(0));
        }
        assert_eq!(limit.0.lock().unwrap().len(), MOST);
        assert_eq!(limit.take(Asker(u64::MAX), Micros(60 * SECOND)), Ok(()));
        assert_eq!(
            limit.0.lock().unwrap().len(),
            1,
            "the others' buckets are full"
        );
    }

    #[tokio::test]
    async fn only_a_proxy_on_this_machine_is_believed() {
        let ask = async |from: [u8; 4], told: &str| {
            let request = axum::http::Request::builder()
                .extension(ConnectInfo(SocketAddr::from((from, 4711))))
                .header("x-forwarded-for", told);
            let (mut parts, ()) = request.body(()).unwrap().into_parts();
            Asker::from_request_parts(&mut parts, &()).await.unwrap()
        };
        let of = |text: &str| Asker::of(text.parse().unwrap());
        let told = "203.0.113.9, 198.51.100.4";
        assert_eq!(ask([127, 0, 0, 1], told).await, of("198.51.100.4"));
        assert_eq!(ask([192, 0, 2, 1], told).await, of("192.0.2.1"));
        assert_eq!(ask([127, 0, 0, 1], "nobody").await, of("127.0.0.1"));
    }

    #[test]
    fn an_owner_of_many_addresses_is_one_asker() {
        let of = |text: &str| Asker::of(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
