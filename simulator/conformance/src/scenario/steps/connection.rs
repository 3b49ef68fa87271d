//! Sentences about the transport of requests, and about data that must not leave.

use tokio::task::JoinHandle;

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    changes::Waited,
    decoy::{self, Decoy},
};
use crate::{adapter::Trouble, provider::Entry};

/// The harness's own listeners, and work under way while the shop stops.
#[derive(Debug, Default)]
pub struct Listeners {
    decoy: Option<Decoy>,
    /// A confirmation whose answer is not awaited.
    pub under_way: Option<JoinHandle<Result<(), Trouble>>>,
    /// Whether the shop was stopped.
    pub has_stopped: bool,
    /// The reaction of the shop to an endless answer.
    pub waited: Option<Waited>,
}

impl Listeners {
    /// The decoy, opened at first use.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn decoy(&mut self) -> Result<&Decoy, Halt> {
        if self.decoy.is_none() {
            let opened = Decoy::open().await;
            self.decoy = Some(opened.map_err(|error| mistake(error.to_string()))?);
        }
        let decoy = self.decoy.as_ref();
        decoy.ok_or_else(|| mistake("おとりがありません"))
    }

    /// The connections at the decoy.
    async fn at_decoy(&self) -> Result<Vec<Vec<u8>>, Halt> {
        let decoy = self.decoy.as_ref();
        let decoy = decoy.ok_or_else(|| mistake("おとりの場所を指すものがありません"))?;
        let received = decoy.received().await;
        received.map_err(|error| mistake(error.to_string()))
    }
}

/// Sentences with the same content as a rule for traffic, each with the rule's requirement.
const BY_TRAFFIC: [(&str, &str); 7] = [
    (
        "ヤマトに届いた要求は、すべてPOST・フォーム形式・UTF-8で、同じ項目を重ねていない",
        "CON-01",
    ),
    (
        "加盟店コードとパスワードは、どの要求の本文にも1回ずつある",
        "CON-02",
    ),
    ("プログラムの誤りを示すエラーで断られた要求はない", "CON-03"),
    ("決済登録のほかの要求は、すべてHTTPSで届いている", "CON-04"),
    ("パスワードは、どの要求のURLにもヘッダーにもない", "SEC-01"),
    ("パスワードは、お店の記録にも画面にもない", "SEC-02"),
    ("応答が失われた送信は、どれも後で確かめられている", "LST-12"),
];

pub(super) fn add(table: &mut StepTable) {
    step!(table, "^お店は、ヤマトにHTTPSでつなぐ$", connects_by_https);
    step!(
        table,
        "^お店のつなぎ先の証明書は、だれにも確かめられない$",
        nobody_vouches
    );
    step!(
        table,
        "^ヤマトに、要求は1つも届いていない$",
        nothing_arrived
    );
    for (sentence, _) in BY_TRAFFIC {
        let pattern = format!("^{}$", regex::escape(sentence));
        step!(table, &pattern, traffic_agrees);
    }
    step!(
        table,
        "^応答を待たずに切られた接続はない$",
        wait_for_the_answer
    );
    step!(
        table,
        "^おとりの場所には、何も届いていない$",
        nothing_at_decoy
    );
    step!(
        table,
        "^おとりの場所に、パスワードも要求の本文も届いていない$",
        no_secret_at_decoy
    );
}

fn by_https(world: &mut World, authority: Option<String>) -> Result<(), Halt> {
    if world.is_open() {
        return Err(mistake("つなぎ先は、最初の「もし」より前に書いてください"));
    }
    let provider = world.merchant.provider().clone();
    let url = provider.https_url();
    world.connection.url =
        url.ok_or_else(|| mistake("シミュレーターがHTTPSで待ち受けていません"))?;
    // Some shops send AN010 without TLS, which Yamato's test address accepts.
    world.connection.http_url = authority.is_some().then(|| provider.url().to_owned());
    world.connection.ca_file = authority;
    Ok(())
}

async fn connects_by_https(world: &mut World, _: Matched) -> Result<(), Halt> {
    let authority = world.merchant.provider().authority();
    by_https(world, Some(authority.to_string_lossy().into_owned()))
}

/// The simulator's own authority, which the shop does not know.
async fn nobody_vouches(world: &mut World, _: Matched) -> Result<(), Halt> {
    by_https(world, None)
}

fn broken(expected: &str, actual: &str, entry: &Entry) -> Halt {
    let actual = format!("{}：{actual}", entry.api);
    Finding::new(expected, actual)
        .order(entry.order_number())
        .requests([entry.number])
        .into()
}

async fn nothing_arrived(world: &mut World, _: Matched) -> Result<(), Halt> {
    let journal = world.merchant.journal().await?;
    match journal.entries.first() {
        None => Ok(()),
        Some(entry) => Err(broken(
            "要求は1つも届かない",
            &format!("{}件の要求が届いた", journal.entries.len()),
            entry,
        )),
    }
}

/// Judges the session and the requests of no merchant by a rule: any session that sent those belongs to this integration.
async fn traffic_agrees(world: &mut World, step: Matched) -> Result<(), Halt> {
    let sentence = step.sentence();
    let requirement = BY_TRAFFIC.iter().find(|(known, _)| *known == sentence);
    let requirement = requirement.map_or("", |(_, requirement)| *requirement);
    // Requested first: earlier logs of the integration have arrived by then.
    let log = world.log().await?;
    let lines = world.adapter().log().of_session(&world.session());
    let of_merchant = world.merchant.journal().await?;
    let mut strays = world.merchant.provider().strays().await?;
    if !matches!(requirement, "CON-01" | "SEC-01") {
        // Malformed requests have nothing to judge.
        strays.entries.retain(|entry| entry.malformed.is_none());
    }
    let mut is_judged = false;
    for (journal, is_of_merchant) in [(&of_merchant, true), (&strays, false)] {
        let judged = world
            .traffic(journal, log.as_deref(), &lines)
            .judge_by(requirement);
        let Some(judged) = judged else {
            continue;
        };
        is_judged = true;
        if let Some(mut finding) = judged.findings.into_iter().next() {
            if !is_of_merchant {
                // Their numbers belong to another journal.
                finding.requests = Vec::new();
            }
            return Err(finding.into());
        }
    }
    if is_judged {
        return Ok(());
    }
    Err(Finding::new(sentence, "そのような要求がヤマトに届いていない").into())
}

async fn wait_for_the_answer(world: &mut World, _: Matched) -> Result<(), Halt> {
    for entry in &world.merchant.journal().await?.entries {
        let transport = entry.transport.as_ref();
        if transport.is_some_and(|transport| transport.hung_up) {
            return Err(broken(
                "応答が届くまで、接続を切らない",
                "応答の前に接続が切られた",
                entry,
            ));
        }
    }
    Ok(())
}

async fn nothing_at_decoy(world: &mut World, _: Matched) -> Result<(), Halt> {
    let received = world.listeners.at_decoy().await?;
    if received.is_empty() {
        return Ok(());
    }
    let first = first_line(world, &received[0]);
    Err(Finding::new(
        "おとりの場所には、何も届かない",
        format!("{}回つながれた（{first}）", received.len()),
    )
    .into())
}

/// A request without a body, as browsers send it after a 302, is not a leak.
async fn no_secret_at_decoy(world: &mut World, _: Matched) -> Result<(), Halt> {
    let password = world.merchant.password().to_owned();
    for bytes in world.listeners.at_decoy().await? {
        let holds_password = bytes
            .windows(password.len())
            .any(|window| window == password.as_bytes());
        let has_body = !decoy::body(&bytes).is_empty();
        if holds_password || has_body {
            let what = if holds_password {
                "パスワード"
            } else {
                "要求の本文"
            };
            let first = first_line(world, &bytes);
            return Err(Finding::new(
                "転送先には、パスワードも要求の本文も届かない",
                format!("{what}が届いた（{first}）"),
            )
            .into());
        }
    }
    Ok(())
}

fn first_line(world: &World, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().next().unwrap_or_default();
    let line: String = line.chars().take(100).collect();
    world.adapter().log().masked(&line)
}
