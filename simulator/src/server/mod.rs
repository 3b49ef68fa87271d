//! Bind, route, answer, stop.

pub(crate) mod connections;
pub(crate) mod probes;
pub(crate) mod requests;
pub(crate) mod tls;
mod wire_faults;

use std::{
    future::Future,
    io,
    net::SocketAddr,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use axum::{
    Router,
    body::HttpBody as _,
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::any,
};
use tokio::{
    net::TcpListener,
    runtime::{Handle, Runtime},
    sync::oneshot,
};
use tokio_rustls::TlsAcceptor;

use self::{
    connections::{Door, stream::HangUp},
    requests::Answer,
    tls::{Https, Trusted},
};
use crate::{
    StartError,
    app::AppState,
    clock::Stopwatch,
    control,
    log::Event,
    settings::Settings,
    storage::tables::DataError,
    vendor::{
        self, Endpoint,
        wire::form::{Form, MAX_BODY_BYTES, Malformed},
    },
};

/// How much of a body that is too large is read and thrown away, so that its sender lives to read the answer.
const MAX_DRAINED_BYTES: usize = 64 * MAX_BODY_BYTES;

/// The header under which an answer says as which request it can be looked up.
const REQUEST: HeaderName = HeaderName::from_static("x-simulator-request");
/// The header under which an answer to what is no form says why it is none.
const REASON: HeaderName = HeaderName::from_static("x-simulator-reason");

/// A server in threads of its own.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// Where https is listened for, and what its clients are to trust.
    pub(crate) https: Option<(SocketAddr, Trusted)>,
    runtime: Handle,
    /// Told how long requests that have begun may take to end.
    stop: Option<oneshot::Sender<Duration>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Binds, opens what is kept, and serves. The address takes connections when this returns.
    pub(crate) fn start(settings: Settings) -> Result<(Self, Arc<AppState>), StartError> {
        let address = settings.listen;
        let place = settings.data.as_ref().map(ToString::to_string);
        let (server, opened) = Self::bind(settings)?;
        let opened = opened.recv().map_err(|_| StartError::Listen {
            address,
            source: io::ErrorKind::BrokenPipe.into(),
        })?;
        let app = opened.map_err(|source| StartError::Data {
            place: place.unwrap_or_default(),
            source,
        })?;
        Ok((server, app))
    }

    fn bind(settings: Settings) -> Result<(Self, mpsc::Receiver<Opened>), StartError> {
        let address = settings.listen;
        let unable = |source| StartError::Listen { address, source };
        let runtime = runtime(settings.threads).map_err(unable)?;
        let listening = {
            let _inside = runtime.enter();
            connections::listen(address)
                .and_then(|listener| Ok((listener.local_addr()?, listener)))
                .map_err(unable)
                .and_then(|listening| Ok((listening, listen_for_https(&settings)?)))
        };
        let ((address, listener), secure) = match listening {
            Ok(listening) => listening,
            Err(error) => {
                // Its end waits for nobody: this may be called where nothing may wait.
                runtime.shutdown_background();
                return Err(error);
            }
        };
        let (secure, https) = match secure {
            Some((listener, acceptor, https)) => (Some((listener, acceptor)), Some(https)),
            None => (None, None),
        };
        let (stop, stopped) = oneshot::channel();
        let (told, opened) = mpsc::sync_channel(1);
        let handle = runtime.handle().clone();
        let thread = thread::Builder::new()
            .name("kakebarai-simulator".to_owned())
            .spawn(move || {
                let app = match runtime.block_on(AppState::open(settings)) {
                    Ok(app) => app,
                    Err(error) => {
                        let _ = told.send(Err(error));
                        return;
                    }
                };
                let _ = told.send(Ok(app.clone()));
                let door = Door::new(router(app.clone(), address), &app.settings);
                runtime.block_on(async move {
                    let serving = async {
                        tokio::join!(
                            door.clone().serve(listener, None),
                            serve_https(&door, secure)
                        );
                        door.emptied().await;
                    };
                    let too_long = async {
                        if let Ok(within) = stopped.await {
                            door.close();
                            tokio::time::sleep(within).await;
                        }
                    };
                    tokio::select! {
                        () = serving => {}
                        _ = door.clone().watch() => {}
                        () = too_long => {}
                    }
                    app.close().await;
                });
                // Ends every connection, also those in the middle of an answer.
                runtime.shutdown_timeout(Duration::from_secs(1));
            })
            .map_err(unable)?;
        let server = Self {
            address,
            https,
            runtime: handle,
            stop: Some(stop),
            thread: Some(thread),
        };
        Ok((server, opened))
    }

    /// Does something where the requests are answered, and waits for it.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        act: impl Future<Output = T> + Send + 'static,
    ) -> T {
        let (done, result) = mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            let _ = done.send(act.await);
        });
        #[expect(
            clippy::expect_used,
            reason = "the runtime lives as long as the server does"
        )]
        result.recv().expect("the server runs")
    }

    /// Takes no more connections, and ends when those that are there have ended, or after a time.
    pub(crate) fn stop(mut self, within: Duration) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(within);
        }
    }
}

fn runtime(threads: Option<usize>) -> io::Result<Runtime> {
    let mut builder = match threads {
        Some(1) => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    if let Some(threads) = threads.filter(|threads| *threads > 1) {
        builder.worker_threads(threads);
    }
    builder.enable_all().build()
}

/// Listens for https, if there is to be any.
fn listen_for_https(settings: &Settings) -> Result<Option<Secure>, StartError> {
    if !settings.tls.on {
        return Ok(None);
    }
    let address = settings.tls.listen;
    let https = Https::new(settings.tls.directory.as_deref())?;
    let unable = |source| StartError::Listen { address, source };
    let listener = connections::listen(address).map_err(unable)?;
    let address = listener.local_addr().map_err(unable)?;
    Ok(Some((listener, https.acceptor, (address, https.trusted))))
}

/// A listener for https, how to speak to those who come, and where that is.
type Secure = (TcpListener, TlsAcceptor, (SocketAddr, Trusted));

async fn serve_https(door: &Arc<Door>, secure: Option<(TcpListener, TlsAcceptor)>) {
    if let Some((listener, acceptor)) = secure {
        door.clone().serve(listener, Some(acceptor)).await;
    }
}

/// What became of opening what is kept.
type Opened = Result<Arc<AppState>, DataError>;

impl Drop for Server {
    fn drop(&mut self) {
        // Not told anything, it ends at once.
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn router(app: Arc<AppState>, address: SocketAddr) -> Router {
    Router::new()
        .route(
            "/kuroneko-anshin/AN010APIAction.action",
            any(serve::<vendor::RegisterPayment>),
        )
        .route(
            "/kuroneko-anshin/AN020APIAction.action",
            any(serve::<vendor::CancelPayment>),
        )
        .route(
            "/kuroneko-anshin/AN030APIAction.action",
            any(serve::<vendor::RegisterShipment>),
        )
        .route(
            "/kuroneko-anshin/AN040APIAction.action",
            any(serve::<vendor::CancelShipment>),
        )
        .route(
            "/kuroneko-anshin/AN050APIAction.action",
            any(serve::<vendor::InquireUsage>),
        )
        .route(
            "/kuroneko-anshin/AN060APIAction.action",
            any(serve::<vendor::RegisterBuyer>),
        )
        .route(
            "/kuroneko-anshin/AN070APIAction.action",
            any(serve::<vendor::InquireScreening>),
        )
        .with_state(app.clone())
        .merge(control::router(app.clone(), address))
}

async fn serve<E: Endpoint>(
    State(app): State<Arc<AppState>>,
    ConnectInfo(hang_up): ConnectInfo<HangUp>,
    request: Request,
) -> Response {
    let form = read(request).await;
    let watch = Stopwatch::start();
    let answer = match requests::answer::<E>(&app, &form).await {
        Ok(answer) => answer,
        Err(error) => {
            let (what, remedy) = error.text();
            let text = format!("{what}{remedy}\n");
            return (StatusCode::SERVICE_UNAVAILABLE, text).into_response();
        }
    };
    note(&app, E::API, &answer, watch.elapsed());
    let wire = &app.settings.assumptions.wire;
    let status = match &answer.malformed {
        Some(malformed) if wire.malformed_as_status => status(malformed),
        _ => StatusCode::OK,
    };
    let mut response = (status, answer.xml).into_response();
    let headers = response.headers_mut();
    if let Ok(content_type) = HeaderValue::from_str(&wire.content_type) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    headers.insert(REQUEST, HeaderValue::from(answer.request));
    if let Some(malformed) = answer.malformed {
        if let Ok(why) = HeaderValue::from_str(&malformed.to_string()) {
            headers.insert(REASON, why);
        }
        if matches!(malformed, Malformed::Method(_)) {
            headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
        }
    }
    match answer.fault {
        Some(fault) => wire_faults::apply(fault, response, &hang_up).await,
        None => response,
    }
}

/// Measures a request, and writes it to the log, if there is one.
fn note(app: &AppState, api: &'static str, answer: &Answer, took: Duration) {
    app.durations.observe(api, took);
    if app.log.is_some() {
        app.note(&Event::Request {
            request: answer.request,
            api,
            merchant: answer.merchant.as_deref(),
            code: answer.code,
            fault: answer.fault.as_ref().map(|fault| fault.kind.name()),
            microseconds: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        });
    }
}

/// Reads a request's body, or says why it is no form.
async fn read(request: Request) -> Result<Form, Malformed> {
    let (parts, mut body) = request.into_parts();
    let mut bytes = Vec::new();
    let mut received = 0;
    loop {
        let frame =
            std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context));
        match frame.await {
            None => break,
            Some(Err(_)) => return Err(Malformed::Incomplete),
            Some(Ok(frame)) => {
                let Ok(data) = frame.into_data() else {
                    continue;
                };
                received += data.len();
                if received <= MAX_BODY_BYTES {
                    bytes.extend_from_slice(&data);
                } else if received > MAX_DRAINED_BYTES {
                    break;
                }
            }
        }
    }
    if parts.method != Method::POST {
        return Err(Malformed::Method(parts.method.to_string()));
    }
    if received > MAX_BODY_BYTES {
        return Err(Malformed::TooLarge);
    }
    let content_type = parts.headers.get(header::CONTENT_TYPE);
    Form::read(content_type.and_then(|value| value.to_str().ok()), &bytes)
}

const fn status(malformed: &Malformed) -> StatusCode {
    match malformed {
        Malformed::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
        Malformed::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Malformed::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Malformed::BrokenPercent
        | Malformed::NotUtf8
        | Malformed::Doubled(_)
        | Malformed::TooManyFields
        | Malformed::Incomplete => StatusCode::BAD_REQUEST,
    }
}
