//! Every verb of the protocol in one table: message, answer, capability, session, calls to the provider.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::{
    after_sale::{
        CancelOrder, CancelOrders, Carried, CarriedEach, OrderKnown, OrderStatus, Recover,
        Recovered, Ship, Unship, Unshipped,
    },
    buyer::{Applied, Apply, Screened, Screening},
    capabilities::{Capability, Introduction, Start},
    groups::{Groups, GroupsDone},
    order::{ChangeOrder, Offer, Offered, PlaceOrder, Preview},
    outcome::{Changed, Placed, Previewed},
    reading::{Answer, Reply, Unreadable, read_message, read_reply},
    session::{Acknowledged, Begin, End, Log, Logged, Resume, Stop, Time},
};

/// A message to an adapter.
pub trait Message: Serialize + DeserializeOwned {
    /// The verb of the message.
    const VERB: Verb;
    /// The type of its answer.
    type Answer: Answer;

    /// The session of the message.
    fn session(&self) -> Option<&str>;

    /// The most calls to the provider that it takes.
    fn calls(&self) -> u32;
}

/// Collects the schemas of two types and of all their parts.
fn schemas_of<M: ToSchema, A: ToSchema>() -> Vec<(String, RefOr<Schema>)> {
    let mut found = vec![
        (M::name().into_owned(), <M as PartialSchema>::schema()),
        (A::name().into_owned(), <A as PartialSchema>::schema()),
    ];
    M::schemas(&mut found);
    A::schemas(&mut found);
    found
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $Verb:ident $word:literal: $Message:ident => $Answer:ident, $capability:expr, $session:expr, $calls:expr;)*) => {
        /// What a message asks for.
        #[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub enum Verb {
            $($(#[$doc])* $Verb,)*
        }

        impl Verb {
            /// Every verb.
            pub const ALL: &'static [Self] = &[$(Self::$Verb,)*];

            /// Its word in messages.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$Verb => $word,)* }
            }

            /// The capability that an adapter declares for it; `None` for the life cycle and `time`.
            pub const fn capability(self) -> Option<Capability> {
                match self { $(Self::$Verb => $capability,)* }
            }

            /// The names of the schemas of message and answer.
            pub const fn schema_names(self) -> (&'static str, &'static str) {
                match self { $(Self::$Verb => (stringify!($Message), stringify!($Answer)),)* }
            }

            /// These schemas and those that they refer to.
            pub fn schemas(self) -> Vec<(String, RefOr<Schema>)> {
                match self { $(Self::$Verb => schemas_of::<$Message, $Answer>(),)* }
            }

            /// Reads a message of this verb, and lists the fields that it does not have.
            ///
            /// # Errors
            /// The unreadable field.
            pub fn read_message(self, message: Value) -> Result<Vec<String>, Unreadable> {
                match self { $(Self::$Verb => read_message::<$Message>(message),)* }
            }

            /// Reads an answer to this verb, and lists the fields that it does not have.
            ///
            /// # Errors
            /// The unreadable field.
            pub fn read_answer(self, answer: Value) -> Result<Vec<String>, Unreadable> {
                match self {
                    $(Self::$Verb => read_reply::<$Answer>(answer).map(Reply::into_unknown_fields),)*
                }
            }
        }

        $(impl Message for $Message {
            const VERB: Verb = Verb::$Verb;
            type Answer = $Answer;

            fn session(&self) -> Option<&str> {
                let session: fn(&Self) -> Option<&str> = $session;
                session(self)
            }

            fn calls(&self) -> u32 {
                let calls: fn(&Self) -> u32 = $calls;
                calls(self)
            }
        })*
    };
}

verbs! {
    /// Once for each process.
    Start "start": Start => Introduction, None, |_| None, |_| 0;
    /// Opens a fresh shop.
    Begin "begin": Begin => Acknowledged, None, |m| Some(&m.session), |_| 0;
    /// Closes it.
    End "end": End => Acknowledged, None, |m| Some(&m.session), |_| 0;
    /// Ends the process.
    Stop "stop": Stop => Acknowledged, None, |_| None, |_| 0;
    /// A customer applies: AN060, and AN070 where an earlier application has no known outcome.
    Apply "apply": Apply => Applied, Some(Capability::Apply), |m| Some(&m.session), |_| 2;
    /// How far an application has come: AN070, and AN050 beyond its time.
    Screening "screening": Screening => Screened, Some(Capability::Screening), |m| Some(&m.session), |_| 2;
    /// Whether the method can be chosen: AN050, twice at most.
    Offer "offer": Offer => Offered, Some(Capability::Offer), |m| Some(&m.session), |_| 2;
    /// What would be sent.
    Preview "preview": Preview => Previewed, Some(Capability::Preview), |m| Some(&m.session), |_| 0;
    /// Confirms an order: AN050 and AN010.
    PlaceOrder "placeOrder": PlaceOrder => Placed, Some(Capability::Order), |m| Some(&m.session), |_| 2;
    /// Changes an amount: AN020 and AN010.
    ChangeOrder "changeOrder": ChangeOrder => Changed, Some(Capability::Amend), |m| Some(&m.session), |_| 2;
    /// Cancels an order: AN020.
    CancelOrder "cancelOrder": CancelOrder => Carried, Some(Capability::Cancel), |m| Some(&m.session), |_| 1;
    /// Cancels several.
    CancelOrders "cancelOrders": CancelOrders => CarriedEach, Some(Capability::BulkCancel), |m| Some(&m.session), |m| u32::try_from(m.keys.len()).unwrap_or(u32::MAX);
    /// Registers a shipment: AN030.
    Ship "ship": Ship => Carried, Some(Capability::Ship), |m| Some(&m.session), |_| 1;
    /// Deletes a shipment: AN040.
    Unship "unship": Unship => Unshipped, Some(Capability::Unship), |m| Some(&m.session), |_| 1;
    /// What the shop knows of an order.
    OrderStatus "orderStatus": OrderStatus => OrderKnown, Some(Capability::Status), |m| Some(&m.session), |_| 0;
    /// Clears up what has no known outcome: two calls for each.
    Recover "recover": Recover => Recovered, Some(Capability::Recover), |m| Some(&m.session), |m| m.open.max(1).saturating_mul(2);
    /// The file of user groups.
    Groups "groups": Groups => GroupsDone, Some(Capability::Groups), |m| Some(&m.session), |_| 0;
    /// What was logged.
    Log "log": Log => Logged, Some(Capability::Log), |m| Some(&m.session), |_| 0;
    /// Sets the shop's clock.
    Time "time": Time => Acknowledged, None, |m| Some(&m.session), |_| 0;
    /// Opens a session once more in a new process.
    Resume "resume": Resume => Acknowledged, Some(Capability::Durable), |m| Some(&m.session), |_| 0;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_written_by_its_word() {
        for verb in Verb::ALL {
            assert_eq!(serde_json::to_value(verb).unwrap(), verb.word());
        }
        assert_eq!(Verb::ALL.len(), 4 + 16);
    }
}
