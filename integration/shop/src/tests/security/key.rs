//! Seals: only this key's, only for their purpose, only of their text.

use crate::security::key::{Key, bytes, digest, fresh, hexadecimal};

#[test]
fn a_seal_fits_one_key_one_purpose_and_one_text() {
    let key = Key::of("a secret of this shop");
    let seal = key.seal("form", "text");
    assert_eq!(seal.len(), 64);
    assert!(key.is_sealed("form", "text", &seal));
    assert!(!key.is_sealed("notice", "text", &seal));
    assert!(!key.is_sealed("form", "texu", &seal));
    assert!(!key.is_sealed("for", "mtext", &seal));
    assert!(!Key::of("another secret").is_sealed("form", "text", &seal));
    for wrong in ["", "00", "zz", "ｆｆ", &seal[..62], &format!("{seal}00")] {
        assert!(!key.is_sealed("form", "text", wrong), "{wrong}");
    }
    assert_eq!(format!("{key:?}"), "Key(…)");
}

#[test]
fn random_values_are_random_and_digests_are_those_of_the_standard() {
    assert_eq!(fresh().len(), 64);
    assert_ne!(fresh(), fresh());
    // FIPS 180-4, the example "abc".
    assert_eq!(
        digest("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(bytes(&hexadecimal(&[0, 15, 255])), Some(vec![0, 15, 255]));
    assert_eq!(bytes("+1"), None);
}
