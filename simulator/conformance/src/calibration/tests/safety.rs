//! Actions that a calibration never takes, whatever a host answers.

use super::{
    Calibrated, Watched, calibrate, everything,
    host::{Host, xml},
};
use crate::calibration::{CalibrationInputs, Credentials, Notebook};

const PASSWORD: &str = "s3cret-Pa55word";

async fn calibrated(host: &Host) -> Calibrated {
    let beginning = CalibrationInputs {
        target: host.target(),
        credentials: Credentials::new("123456789", PASSWORD).unwrap(),
        options: everything(),
        notebook: Notebook::new(host.target(), None),
        surroundings: Box::new(Watched {
            merchant: None,
            cut_at: None,
        }),
        recordings: None,
    };
    calibrate(beginning).await.unwrap()
}

fn api(path: &str) -> &str {
    path.trim_start_matches("/kuroneko-anshin/")
        .get(..5)
        .unwrap_or(path)
}

#[tokio::test]
async fn a_redirect_is_never_followed() {
    let host = Host::new(|_, _| {
        "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n".to_owned()
    })
    .await;
    let calibrated = calibrated(&host).await;
    let heard = host.heard();
    assert!(
        heard
            .iter()
            .all(|(path, _)| path.starts_with("/kuroneko-anshin/"))
    );
    // The first inquiry, the guarded settlement, and its cancellation, since its outcome is unknown.
    let apis: Vec<_> = heard.iter().map(|(path, _)| api(path)).collect();
    assert_eq!(apis, ["AN050", "AN010", "AN020"]);
    assert_eq!(calibrated.notebook.left.len(), 1);
    assert!(calibrated.ended_early.is_some());
}

#[tokio::test]
async fn a_guarded_settlement_that_is_accepted_is_cancelled_at_once_and_ends_its_class() {
    let host = Host::new(|_, _| xml("<returnCode>0</returnCode>")).await;
    let calibrated = calibrated(&host).await;
    let heard = host.heard();
    let first = heard
        .iter()
        .position(|(path, _)| api(path) == "AN010")
        .unwrap();
    let number = |body: &str| {
        let fields = form_urlencoded::parse(body.as_bytes());
        let found = fields.into_iter().find(|(name, _)| name == "orderNo");
        found.unwrap().1.into_owned()
    };
    assert_eq!(api(&heard[first + 1].0), "AN020");
    assert_eq!(number(&heard[first].1), number(&heard[first + 1].1));
    assert_eq!(
        heard.len(),
        first + 2,
        "nothing is registered without the guard"
    );
    assert!(calibrated.notebook.left.is_empty());
    let stops = &calibrated.notebook.stops;
    assert!(
        stops[0].contains("断られるはずの要求（AN010）が受け付けられました"),
        "{stops:?}"
    );
}

#[tokio::test]
async fn an_answer_about_another_buyer_ends_everything() {
    let host =
        Host::new(|_, _| xml("<returnCode>0</returnCode><buyerId>000000000800</buyerId>")).await;
    let calibrated = calibrated(&host).await;
    assert_eq!(host.heard().len(), 1);
    let why = calibrated.ended_early.unwrap();
    assert!(why.contains("照会していない取引先"), "{why}");
}

#[tokio::test]
async fn refused_credentials_end_everything_soon() {
    let host = Host::new(|path, _| {
        let code = match api(path) {
            "AN010" => "A140001",
            "AN050" => "E050002",
            "AN060" => "F490001",
            _ => "G060001",
        };
        xml(&format!(
            "<returnCode>1</returnCode><errorCode>{code}</errorCode>"
        ))
    })
    .await;
    let calibrated = calibrated(&host).await;
    assert!(host.heard().len() <= 3, "{:?}", host.heard());
    assert!(
        calibrated
            .notebook
            .decisions
            .values()
            .all(|one| one.value.is_none())
    );
}

#[tokio::test]
async fn an_error_of_the_system_ends_its_class() {
    let host =
        Host::new(|_, _| xml("<returnCode>1</returnCode><errorCode>9900001</errorCode>")).await;
    let calibrated = calibrated(&host).await;
    let apis: Vec<_> = host
        .heard()
        .iter()
        .map(|(path, _)| api(path).to_owned())
        .collect();
    assert_eq!(apis, ["AN050", "AN010"]);
    assert_eq!(calibrated.notebook.stops.len(), 2);
}

#[test]
fn credentials_are_in_no_error_and_no_debug_text() {
    let credentials = Credentials::new("123456789", PASSWORD).unwrap();
    assert_eq!(format!("{credentials:?}"), "Credentials(…)");
    for (code, password) in [("12345678", PASSWORD), ("123456789", "with space")] {
        let error = Credentials::new(code, password).unwrap_err().to_string();
        assert!(!error.contains(password), "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("credentials.toml");
    let text = format!("code = \"123456789\"\npassword = {PASSWORD}\n");
    std::fs::write(&file, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode));
        mode(0o644).unwrap();
        let error = Credentials::from_file(&file).unwrap_err().to_string();
        assert!(error.contains("chmod 600"), "{error}");
        mode(0o600).unwrap();
    }
    let error = Credentials::from_file(&file).unwrap_err().to_string();
    assert!(!error.contains(PASSWORD), "{error}");
    std::fs::write(&file, "code = \"123456789\"\npassword = \"a\"\n").unwrap();
    assert!(Credentials::from_file(&file).is_ok());
    let missing = Credentials::from_variables(|_| None)
        .unwrap_err()
        .to_string();
    assert!(missing.contains("KAKEBARAI_TRADER_CODE"), "{missing}");
}
