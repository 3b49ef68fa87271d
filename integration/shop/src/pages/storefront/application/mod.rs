//! クロネコ掛け払い取引先登録・照会: the form, or 審査状況 once the user has applied.

mod fields;
mod screening;

use axum::{
    extract::State,
    http::{HeaderValue, header::REFRESH},
    response::{IntoResponse as _, Response},
};
use maud::html;
use tokio::time::Instant;

use self::screening::ScreeningPage;
use super::addresses;
use kakebarai::{
    buyers::{
        ScreeningStatus,
        application::{Application, FIELDS, FieldKind},
        eligibility::Rules,
        test_buyer,
    },
    client::{Error, NoAnswer},
    gateway::{ApplicationOutcome, NotApplied},
    user_groups::Membership,
};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, LoggedInCustomer, Pairs, Query},
    format,
    forms::{Errors, Notice, typing},
    pages::layout,
    payments::Connection,
    settings::Payment,
    store::{Settings, User},
    visit::Visit,
};

/// What the address asks of the page.
pub(super) struct ApplicationQuery {
    /// To apply again.
    again: bool,
    /// To reload by itself until there is a result.
    refresh: bool,
}

impl From<Pairs> for ApplicationQuery {
    fn from(pairs: Pairs) -> Self {
        let is_there = |name: &str| !pairs.get(name).is_empty();
        Self {
            again: is_there("again"),
            refresh: is_there("refresh"),
        }
    }
}

const TITLE: &str = "クロネコ掛け払い取引先登録・照会";
const FORM_TITLE: &str = "クロネコ掛け払い取引先登録";
const PATH: &str = "/kakebarai";

/// The page.
pub(super) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    Query(query): Query<ApplicationQuery>,
) -> Result<Response, PageError> {
    let payments = &shop.0.payments;
    if !visit.settings.installed {
        return Err(PageError::NotFound);
    }
    let Ok(connection) = payments.connect(&visit.settings) else {
        let text = "ただいまクロネコ掛け払いのお申し込みと照会をご利用いただけません。しばらくしてから、もう一度お試しください。";
        return Ok(layout::page(&visit, TITLE, &html! { p { (text) } }).into_response());
    };
    let environment = payments.environment(&visit.settings);
    let test_buyer = test_buyer(&user.email, &environment);
    let asked = async {
        match test_buyer {
            Some(buyer) => Ok(connection.gateway.screening_of(buyer).await),
            None => connection.gateway.screening(user.id).await,
        }
    };
    // For all that the page has to ask.
    let until = Instant::now() + connection.patience;
    let status = match tokio::time::timeout_at(until, asked).await {
        Ok(status) => status?,
        Err(_) => ScreeningStatus::Unavailable(Error::NoAnswer(NoAnswer::abandoned())),
    };
    let may_apply = test_buyer.is_none() && status.may_apply_again();
    if may_apply && (status == ScreeningStatus::NotApplied || query.again) {
        let known = shop.0.store.application(user.id).await?;
        let form = known.unwrap_or_else(|| user.profile.application());
        return Ok(fields::page(&shop, &visit, &form, &Errors::default()).into_response());
    }
    let buyer = payments.buyer_id(&user, &visit.settings).await?;
    if let Some(buyer) = &buyer {
        // What is seen here holds at the checkout, too.
        connection.checkout.forget(buyer);
    }
    let groups = shop.0.store.memberships(user.id).await?;
    let status = ScreeningPage {
        buyer: buyer.as_deref(),
        status: &status,
        may_apply,
        in_the_group: admits(&visit.settings, &groups),
        is_refreshed: query.refresh,
    };
    let page = status.page(&visit, &connection, until).await;
    let mut response = page.into_response();
    if query.refresh && status.is_pending() {
        // The visitor has asked for it, and can stop it.
        let seconds = HeaderValue::from_static("30");
        response.headers_mut().insert(REFRESH, seconds);
    }
    Ok(response)
}

/// Whether the shop lets somebody of these groups use クロネコ掛け払い: by the add-on's setting, and by one of its payment methods where
/// there are any.
fn admits(settings: &Settings, groups: &[Membership]) -> bool {
    let is_admitted = |rules: Rules| rules.admit(groups).is_ok();
    let mut methods = settings
        .offered()
        .filter(|method| method.processor == Payment::Kakebarai)
        .map(|method| method.rules(&settings.addon))
        .peekable();
    if methods.peek().is_some() {
        methods.any(is_admitted)
    } else {
        let mut rules = settings.kakebarai.rules(&settings.addon);
        rules.groups.clear();
        is_admitted(rules)
    }
}

/// 申し込む and 住所を検索.
pub(super) async fn apply(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    form: Form,
) -> Result<Response, PageError> {
    let payments = &shop.0.payments;
    let environment = payments.environment(&visit.settings);
    let Ok(connection) = payments.connect(&visit.settings) else {
        return Err(PageError::NotFound);
    };
    if test_buyer(&user.email, &environment).is_some() {
        return Err(PageError::NotFound);
    }
    let mut application = read(&form);
    let mut errors = Errors::default();
    if let Some(field) = form.get("action").strip_prefix("look-up:") {
        look_up(&mut application, field, &mut errors);
        return Ok(fields::page(&shop, &visit, &application, &errors).into_response());
    }
    // It goes on to its end even if the visitor does not wait for it.
    let applying =
        tokio::spawn(async move { send(&shop, &visit, &user, &connection, application).await });
    applying
        .await
        .map_err(|error| PageError::Inside(Box::new(error)))?
}

async fn send(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    connection: &Connection,
    application: Application,
) -> Result<Response, PageError> {
    let mut errors = Errors::default();
    let today = format::day(shop.0.config.clock.now());
    // Whatever comes of it, nobody has to type it again.
    if application.problems(today).is_empty() {
        shop.0.store.save_application(user.id, &application).await?;
    }
    let say = |notice: Notice| Ok(visit.redirect_with_notice(shop, PATH, &notice));
    match connection.gateway.apply(user.id, &application, today).await {
        Ok(ApplicationOutcome::Applied { .. }) => {
            return say(Notice::done(
                "お申し込みを受け付けました。審査の結果は、この画面でご確認ください。",
            ));
        }
        Err(NotApplied::Ledger(error)) => return Err(error.into()),
        Err(NotApplied::Problems(problems)) => {
            for problem in problems {
                let section = problem.section.label();
                let label = if section == problem.label {
                    section.to_owned()
                } else {
                    format!("{section}・{}", problem.label)
                };
                errors.add(problem.field, &label, problem.message);
            }
        }
        Ok(ApplicationOutcome::Refused(code)) => {
            tracing::warn!(user = user.id, %code, "an application was refused");
            errors.add_to_all(code.buyer_message());
        }
        Ok(ApplicationOutcome::Unsent) => errors.add_to_all(
            "ただいまクロネコ掛け払いに接続できません。しばらくしてから、もう一度お申し込みください。",
        ),
        Ok(_) => {
            return say(Notice::warning(
                "お申し込みの確認に時間がかかっています。再度のお申し込みはなさらず、しばらくしてからこの画面を開き直してください。",
            ));
        }
        Err(why) => return say(Notice::warning(why.to_string())),
    }
    Ok(fields::page(shop, visit, &application, &errors).into_response())
}

/// The form as it was entered, whatever is wrong with it; readings in katakana, telephone numbers with their hyphens.
fn read(form: &Form) -> Application {
    let mut application = Application::default();
    for field in FIELDS {
        let entered = form.get(field.name);
        let value = match field.kind {
            FieldKind::Kana(_) | FieldKind::CompanyKana(_) => typing::katakana(entered),
            FieldKind::Telephone => typing::telephone(entered),
            _ => entered.to_owned(),
        };
        application.set(field.name, value);
    }
    // The list of 事業内容2 names both: a number of it means something only with that of 事業内容1.
    if let Some((industry, detail)) = form.get("industry_detail").split_once('-') {
        if application.get("industry").is_empty() {
            application.set("industry", industry);
        }
        if application.get("industry") == industry {
            application.set("industry_detail", detail);
        }
    }
    application
}

fn look_up(application: &mut Application, field: &str, errors: &mut Errors) {
    let address_field = field.replace("postal_code", "address");
    let mut address = application.get(&address_field).to_owned();
    let fields = [field, address_field.as_str()];
    addresses::look_up(application.get(field), &mut address, fields, errors);
    application.set(&address_field, address);
}
