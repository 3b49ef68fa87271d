//! The baseline of the simulator: an axum handler that parses the form and answers fixed XML.

use axum::{Form, Router, http::header, routing::post};

use crate::process::Threads;

const ANSWER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate><returnCode>0</returnCode></return>";

/// Prints its address, as the simulator does, and serves until killed: with one thread, or with one for each core.
pub(super) fn serve(threads: Threads) {
    let mut builder = match threads {
        Threads::One => tokio::runtime::Builder::new_current_thread(),
        Threads::OnePerCore => tokio::runtime::Builder::new_multi_thread(),
    };
    let runtime = builder.enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("http://{}", listener.local_addr().unwrap());
        axum::serve(listener, Router::new().fallback(post(answer)))
            .await
            .unwrap();
    });
}

async fn answer(Form(form): Form<Vec<(String, String)>>) -> impl axum::response::IntoResponse {
    std::hint::black_box(form);
    (
        [(header::CONTENT_TYPE, "application/xml; charset=UTF-8")],
        ANSWER,
    )
}
