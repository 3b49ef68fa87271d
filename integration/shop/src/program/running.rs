//! Opens the shop and keeps it open.

use std::io::{self, Write as _};

use kakebarai::client::{CustomAddress, WrongAddress};
use kakebarai_shop::{Config, Shop};
use tokio::net::TcpListener;

use crate::{
    arguments::Arguments,
    printout::Printout,
    variables::{KEY, PASSWORD, check_names, variable},
};

/// The password of the demonstration's customers. It opens nothing but made-up accounts.
#[cfg(feature = "demo")]
const CUSTOMERS_PASSWORD: &str = "kakebarai-demo";

/// Makes up customers and orders, at the simulator and in the shop.
#[cfg(feature = "demo")]
async fn add_sample_data(
    shop: &Shop,
    simulator: &kakebarai_simulator::Simulator,
    merchant: &str,
    orders: u32,
) -> Result<(), String> {
    let sample = shop
        .generate_sample_data(orders)
        .await
        .map_err(error_text)?;
    crate::embedded::enter(simulator, merchant, sample.events())?;
    let added = shop.add_sample_data(sample, CUSTOMERS_PASSWORD).await;
    added.map_err(error_text)
}

/// Runs until it is told to stop.
pub(crate) async fn run(arguments: Arguments) -> Result<(), String> {
    // The ports first: if a shop is running already, its data is left alone.
    let listener = TcpListener::bind(arguments.listen).await.map_err(|error| {
        format!(
            "{} で待ち受けできません（{error}）。--listen で別のアドレスかポート（0 なら空きポート）を指定してください",
            arguments.listen
        )
    })?;
    let address = listener.local_addr().map_err(error_text)?;
    let mut printout = Printout {
        shop: format!("http://{address}"),
        ..Printout::default()
    };
    check_names()?;
    let (password, key) = (variable(PASSWORD)?, variable(KEY)?);
    let data = arguments.data()?;
    // Both files are looked at before anything is done with either.
    data.check(arguments.fresh).await?;
    #[cfg(feature = "demo")]
    let simulator_file = if arguments.no_simulator || arguments.test_address.is_some() {
        None
    } else {
        let file = data.simulator_file();
        crate::data::check_simulator_file(&file).await?;
        Some(file)
    };
    #[cfg(feature = "demo")]
    let shop_is_new = data.is_missing();
    data.prepare(arguments.fresh)?;
    printout.data = data.shown();

    let location = data.location()?;
    let mut config = Config::new(&location.url);
    config.password = password;
    config.key = key;
    config.behind_proxy = arguments.behind_proxy;
    if let Some(text) = &arguments.test_address {
        config.test_address = Some(custom(text)?);
        config.dashboard.clone_from(&arguments.dashboard);
    }
    #[cfg(feature = "demo")]
    let mut simulator_is_new = false;
    #[cfg(feature = "demo")]
    let simulator = match simulator_file {
        None => None,
        Some(file) => {
            simulator_is_new = !file.exists();
            crate::data::prepare_file(&file, arguments.fresh)?;
            let administration = format!("{}/admin", printout.shop);
            let started =
                crate::embedded::start(arguments.simulator_listen, &file, administration)?;
            Some(std::sync::Arc::new(started))
        }
    };
    #[cfg(feature = "demo")]
    if let Some(simulator) = &simulator {
        config.test_address = Some(custom(simulator.url())?);
        config.production = false;
        config.application_hints = crate::embedded::application_hints();
        config.dashboard = Some(simulator.url().to_owned());
        config.provider_clock = Some(crate::embedded::clock(simulator));
        printout.simulator = Some(format!("{}/", simulator.url()));
    }

    let shop = Shop::open(config).await.map_err(error_text)?;
    #[cfg(feature = "demo")]
    let remembers = simulator.is_none() || shop_is_new && !simulator_is_new && !arguments.fresh;
    #[cfg(not(feature = "demo"))]
    let remembers = true;
    if remembers {
        // The books may be older than this shop, and know its numbers from another one.
        shop.number_orders_from_now().await.map_err(error_text)?;
    }
    #[cfg(feature = "demo")]
    if let Some(simulator) = &simulator
        && let Some((merchant_code, merchant_password)) = crate::embedded::merchant()
    {
        let merchant = merchant_code.clone();
        let demonstration = kakebarai_shop::DemoSetup {
            merchant_code,
            merchant_password,
            customers_password: CUSTOMERS_PASSWORD.to_owned(),
        };
        shop.set_up_demo(&demonstration).await.map_err(error_text)?;
        // A shop of a version whose simulator kept nothing, or one whose simulator's file is gone.
        printout.simulator_has_forgotten =
            simulator_is_new && shop.has_settled().await.map_err(error_text)?;
        if arguments.made_up > 0 {
            add_sample_data(&shop, simulator, &merchant, arguments.made_up).await?;
        }
        printout.customers_password = Some(CUSTOMERS_PASSWORD.to_owned());
    }
    printout.operator_password = shop
        .operator_password(arguments.new_admin_password)
        .await
        .map_err(error_text)?;
    // A reader of the printout may end the shop at once.
    let end = told_to_stop()?;
    let _ = io::stdout().write_all(printout.text().as_bytes());

    tokio::select! {
        served = shop.serve(listener, end) => served.map_err(error_text),
        () = shop.run_jobs() => Ok(()),
    }
}

fn error_text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn custom(text: &str) -> Result<CustomAddress, String> {
    text.parse().map_err(|error: WrongAddress| {
        format!("テスト環境のアドレスを使えません（{error}）。例：http://127.0.0.1:8110")
    })
}

/// Ctrl-C, or the signal that stops a container. Both are listened for from the call on, not only once the future is awaited.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static, String> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(error_text)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(error_text)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ctrl-C.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static, String> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
