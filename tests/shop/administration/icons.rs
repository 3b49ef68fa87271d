//! The icon of a payment method: a picture by its content, small, and nothing else to any browser.

use crate::{
    shop::put,
    support::{shop::OpenShop, visitor::Visitor},
};

/// The beginning of a PNG of this size: signature and IHDR.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend_from_slice(&width.to_be_bytes());
    bytes.extend_from_slice(&height.to_be_bytes());
    bytes.extend_from_slice(&[8, 6, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

/// The beginning of a GIF of this size.
fn gif(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend_from_slice(&width.to_le_bytes());
    bytes.extend_from_slice(&height.to_le_bytes());
    bytes.extend_from_slice(&[0, 0, 0]);
    bytes
}

/// The beginning of a JPEG of this size: SOI, APP0, SOF0.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    bytes.extend_from_slice(b"\xff\xc0\0\x11\x08");
    bytes.extend_from_slice(&height.to_be_bytes());
    bytes.extend_from_slice(&width.to_be_bytes());
    bytes.extend_from_slice(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9");
    bytes
}

/// The beginning of an extended WebP of this size.
fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
    bytes.extend_from_slice(&(width - 1).to_le_bytes()[..3]);
    bytes.extend_from_slice(&(height - 1).to_le_bytes()[..3]);
    bytes
}

async fn upload(operator: &mut Visitor, name: &str, content: Vec<u8>) {
    operator.open("/admin/payment-methods/2").await;
    operator.attach("アイコン", name, content);
    operator.press("保存").await;
}

/// Where the icon is, as the page says.
fn icon(operator: &Visitor) -> String {
    let (_, rest) = operator.page.body.split_once("<img").unwrap();
    let (_, rest) = rest.split_once("src=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_content_tells_the_type() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    // Whatever the file is called.
    for (content, kind) in [
        (png(512, 512), "image/png"),
        (jpeg(120, 60), "image/jpeg"),
        (gif(16, 16), "image/gif"),
        (webp(64, 64), "image/webp"),
    ] {
        upload(&mut operator, "icon.html", content.clone()).await;
        operator.sees("支払方法を保存しました。");
        let path = icon(&operator);
        let mut visitor = shop.visitor();
        let page = visitor.open(&path).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type"), kind);
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(
            page.header("content-disposition"),
            "inline; filename=\"icon\""
        );
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert_eq!(page.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn what_is_no_small_picture_is_refused_and_nothing_is_saved() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let html = "<!doctype html><script>alert(1)</script>";
    let type_wanted = "PNG・JPEG・GIF・WebPのどれか";
    let mut long = gif(16, 16);
    long.resize(256 * 1024 + 1, 0);
    for (name, content, why) in [
        ("icon.svg", svg.as_bytes().to_vec(), type_wanted),
        ("icon.png", html.as_bytes().to_vec(), type_wanted),
        (
            "icon.png",
            b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(),
            type_wanted,
        ),
        ("icon.png", Vec::new(), type_wanted),
        ("icon.png", png(513, 1), "この画像は513×1ピクセルです。"),
        ("icon.gif", gif(1, 513), "この画像は1×513ピクセルです。"),
        ("icon.png", png(0, 16), "画像が壊れています"),
        ("icon.png", png(16, 16)[..12].to_vec(), "画像が壊れています"),
        ("icon.gif", long, "256KB以下"),
    ] {
        operator.open("/admin/payment-methods/2").await;
        operator.fill("名前", "別の名前");
        operator.attach("アイコン", name, content);
        operator.press("保存").await;
        let said = operator.said_of("アイコン").join("\n");
        assert!(said.contains(why), "{name}: {said}");
        assert_eq!(operator.value("名前"), "別の名前");
    }
    operator.open("/admin/payment-methods").await;
    operator.does_not_see("別の名前");
}

#[tokio::test]
async fn an_icon_of_just_the_most_bytes_is_taken_replaced_and_deleted() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let mut long = gif(512, 512);
    long.resize(256 * 1024, 0);
    upload(&mut operator, "icon.gif", long).await;
    operator.sees("支払方法を保存しました。");
    let first = icon(&operator);
    // The buyer sees it where the method is chosen.
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    assert_eq!(icon(&customer), first);
    // Without another file it stays.
    operator.open("/admin/payment-methods/2").await;
    operator.press("保存").await;
    assert_eq!(icon(&operator), first);
    upload(&mut operator, "icon.png", png(32, 32)).await;
    let second = icon(&operator);
    assert_ne!(first, second);
    assert_eq!(operator.open(&first).await.status, 404);
    operator.open("/admin/payment-methods/2").await;
    operator.tick("アイコンを削除する", true);
    operator.press("保存").await;
    assert!(!operator.page.body.contains("<img"));
    assert_eq!(operator.open(&second).await.status, 404);
}
