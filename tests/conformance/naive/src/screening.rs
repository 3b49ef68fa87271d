//! 審査状況 and 利用状況: what the provider says, word for word, and nothing made of words that nobody knows.

use std::sync::atomic::Ordering;

use serde_json::json;

use crate::{
    answer::Reply,
    buyers::application_lock,
    faults::Fault,
    message::{Customer, Offer, Screening},
    refusals::{for_the_operator, told},
    session::{Answer, Session, Trouble},
    store::ApplicationState,
    wire::{Api, Form},
};

/// What was heard of an application.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Heard {
    /// The customer has not applied.
    Nothing,
    /// 審査状況.
    Judged(String),
    /// It can no longer be asked; what 利用金額照会 says, and what was last heard.
    TooLate {
        is_usable: bool,
        last: Option<String>,
    },
    /// The provider does not know of it.
    NeverArrived,
    /// Nobody could be asked.
    Unavailable,
}

/// What 利用金額照会 says.
#[derive(Clone, Debug)]
pub(crate) struct Usage {
    usability: String,
    limit: i64,
    used: i64,
}

/// Why there is no such answer.
enum NoUsage {
    /// The code of the refusal.
    Refused(String),
    Silent,
}

impl Session {
    /// How far the application of a customer is.
    pub(crate) async fn screening(&self, asked: &Screening) -> Answer {
        self.meet(&asked.customer)?;
        let key = &asked.customer.key;
        let _held = self.hold(&application_lock(key)).await;
        let heard = match (self.application(key), self.buyer_id(&asked.customer)) {
            (Some(_), _) => self.inquire(key).await?,
            (None, Some(buyer)) => self.ask_screening(&buyer).await,
            (None, None) => Heard::Nothing,
        };
        let state = self.state_of(&heard);
        let buyer = match state {
            "none" => "お申し込みは届いていません。お申し込みいただけます。",
            "pending" => "審査中です。",
            "accepted" => "ご利用いただけます。",
            "incomplete" => {
                "お申し込み内容に不備がありました。内容を確認のうえ、もう一度お申し込みください。"
            }
            "refused" | "cancelled" => "ご利用いただけません。もう一度お申し込みいただけます。",
            "limitChanged" => "ご利用いただけます（利用限度額が変更されました）。",
            _ => "ただいま審査状況を確認できません。しばらくしてからもう一度お試しください。",
        };
        let operator = match &heard {
            Heard::Judged(text) => format!("審査状況は「{text}」です。"),
            Heard::TooLate { is_usable, .. } => {
                let usable = if *is_usable {
                    "利用可"
                } else {
                    "利用可ではありません"
                };
                format!("審査状況の照会期間を過ぎています。利用状況：{usable}（G080001）")
            }
            _ => String::new(),
        };
        Ok(
            json!({"state": state, "mayApplyAgain": self.may_apply_again(&heard), "told": told(buyer, &operator)}),
        )
    }

    /// Asks about the newest application of a customer, and writes down what was heard.
    pub(crate) async fn inquire(&self, key: &str) -> Result<Heard, Trouble> {
        let Some(mut application) = self.application(key) else {
            return Ok(Heard::Nothing);
        };
        if matches!(
            application.state,
            ApplicationState::Refused | ApplicationState::Taken
        ) {
            return Ok(Heard::Nothing);
        }
        if self.has(Fault::F27) && application.heard.as_deref() == Some("ご利用可") {
            return Ok(Heard::Judged("ご利用可".to_owned()));
        }
        let mut heard = self.ask_screening(&application.buyer_id).await;
        match &mut heard {
            Heard::Judged(text) => application.heard = Some(text.clone()),
            Heard::TooLate { last, .. } => last.clone_from(&application.heard),
            // It had arrived before.
            Heard::NeverArrived if application.state == ApplicationState::Applied => {
                return Ok(Heard::Unavailable);
            }
            Heard::NeverArrived | Heard::Unavailable | Heard::Nothing => return Ok(heard),
        }
        application.state = ApplicationState::Applied;
        self.write_down(key, Some(application))?;
        Ok(heard)
    }

    /// 審査状況照会, and 利用金額照会 where its time is over.
    async fn ask_screening(&self, buyer: &str) -> Heard {
        let about = format!("取引先ID {buyer}");
        let form = Form::default().with("buyerId", buyer);
        let mut reply = self.ask(Api::Screening, form.clone(), &about).await;
        if self.has(Fault::F31) {
            for _ in 1..20 {
                reply = self.ask(Api::Screening, form.clone(), &about).await;
            }
        }
        match reply {
            Reply::Accepted(fields) if !fields.text("judgeStatus").is_empty() => {
                Heard::Judged(fields.text("judgeStatus").to_owned())
            }
            Reply::Refused(code) if code == "G070001" => Heard::NeverArrived,
            Reply::Refused(code) if code == "G080001" && self.has(Fault::F30) => {
                Heard::Judged("ご利用不可".to_owned())
            }
            Reply::Refused(code) if code == "G080001" => match self.usage(buyer).await {
                Ok(usage) => Heard::TooLate {
                    is_usable: self.is_usable(&usage),
                    last: None,
                },
                Err(_) => Heard::Unavailable,
            },
            _ => Heard::Unavailable,
        }
    }

    fn state_of(&self, heard: &Heard) -> &'static str {
        let judged = |text: &str| match text {
            "審査中" if self.has(Fault::F25) => "accepted",
            "審査中" => "pending",
            "ご利用可" => "accepted",
            "申込不備" => "incomplete",
            "ご利用不可" => "refused",
            "取消" => "cancelled",
            "限度額変更" if self.has(Fault::F28) => "refused",
            "限度額変更" => "limitChanged",
            _ if self.has(Fault::F29) => "refused",
            _ => "other",
        };
        match heard {
            Heard::Nothing | Heard::NeverArrived => "none",
            Heard::Judged(text) => judged(text),
            Heard::TooLate {
                is_usable: true, ..
            } => "accepted",
            // Only a decision that was heard in time is one.
            Heard::TooLate {
                last: Some(text), ..
            } => match judged(text) {
                decided @ ("incomplete" | "refused" | "cancelled") => decided,
                _ => "other",
            },
            Heard::TooLate { .. } => "other",
            Heard::Unavailable => "unavailable",
        }
    }

    /// Whether the customer may apply, or apply once more.
    pub(crate) fn may_apply_again(&self, heard: &Heard) -> bool {
        match self.state_of(heard) {
            "none" | "refused" | "cancelled" => true,
            "incomplete" => !self.has(Fault::F26),
            _ => false,
        }
    }

    /// Whether the customer may choose the method at checkout.
    pub(crate) async fn offer(&self, asked: &Offer) -> Answer {
        self.meet(&asked.customer)?;
        let not_offered = |reason: &str| Ok(json!({"offered": false, "reason": reason}));
        if self.is_broken.load(Ordering::Relaxed) {
            return not_offered("注文手続きの画面でエラーが発生しました");
        }
        if !self.is_in_the_group(&asked.customer) {
            return not_offered(
                "お客様は、クロネコ掛け払いを使えるユーザーグループで有効になっていません",
            );
        }
        let Some(buyer) = self.buyer_id(&asked.customer) else {
            return not_offered("お客様は取引先登録をしていません");
        };
        match self.usage_of_view(&asked.view, &buyer).await {
            Ok(usage) => {
                if !self.is_usable(&usage) && !self.is_pending(&asked.customer) {
                    return not_offered(&format!("利用状況が「{}」です", usage.usability));
                }
                let less = if self.has(Fault::F37) { usage.used } else { 0 };
                Ok(json!({"offered": true, "usability": usage.usability,
                    "limit": (usage.limit - less).to_string(), "used": usage.used.to_string()}))
            }
            Err(NoUsage::Silent) if self.has(Fault::F34) => Ok(json!({"offered": true})),
            Err(NoUsage::Silent) => {
                self.is_broken
                    .store(self.has(Fault::F35), Ordering::Relaxed);
                not_offered("利用状況を照会できません")
            }
            Err(NoUsage::Refused(code)) => not_offered(&for_the_operator(&code, self.faults())),
        }
    }

    /// Whether the customer may use the method by their groups.
    pub(crate) fn is_in_the_group(&self, customer: &Customer) -> bool {
        self.look(|shop| {
            let settings = &shop.settings;
            let counts = |letter: char| letter == 'A' || letter == 'P' && self.has(Fault::F36);
            let customer = shop.customers.get(&customer.key);
            let mut groups = customer.into_iter().flat_map(|customer| &customer.groups);
            !settings.only_for_group
                || groups.any(|(group, letter)| *group == settings.group && counts(*letter))
        })
    }

    fn is_usable(&self, usage: &Usage) -> bool {
        self.has(Fault::F32)
            || self.has(Fault::F33) && usage.usability.contains("利用可")
            || usage.usability == "利用可"
    }

    /// Whether a client that is too generous takes the customer, whose application is not decided yet.
    fn is_pending(&self, customer: &Customer) -> bool {
        let application = self.application(&customer.key);
        let is_undecided = |heard: Option<String>| heard.is_none_or(|text| text == "審査中");
        self.has(Fault::F25) && application.is_some_and(|one| is_undecided(one.heard))
    }

    /// One inquiry for all that a page wants to know. What was no answer is not kept.
    async fn usage_of_view(&self, view: &str, buyer: &str) -> Result<Usage, NoUsage> {
        if self.has(Fault::F38) {
            for _ in 1..8 {
                self.usage(buyer).await.ok();
            }
            return self.usage(buyer).await;
        }
        let mut views = self.views.lock().await;
        let page = (view.to_owned(), buyer.to_owned());
        if let Some(known) = views.get(&page) {
            return Ok(known.clone());
        }
        let usage = self.usage(buyer).await?;
        views.insert(page, usage.clone());
        Ok(usage)
    }

    /// 利用金額照会.
    async fn usage(&self, buyer: &str) -> Result<Usage, NoUsage> {
        let form = Form::default().with("buyerId", buyer);
        match self
            .ask(Api::Usage, form, &format!("取引先ID {buyer}"))
            .await
        {
            Reply::Accepted(fields) => {
                let amounts = fields.yen("useOverLimit").zip(fields.yen("usePayment"));
                let (limit, used) = match amounts {
                    Some(amounts) => amounts,
                    None if self.has(Fault::F32) => (0, 0),
                    None => return Err(NoUsage::Silent),
                };
                Ok(Usage {
                    usability: fields.text("useUsable").to_owned(),
                    limit,
                    used,
                })
            }
            Reply::Refused(code) => Err(NoUsage::Refused(code)),
            Reply::Unknown { .. } | Reply::NotSent => Err(NoUsage::Silent),
        }
    }
}
