// クロネコ掛け払い適合検査のアダプター。動かし方：
//   kakebarai-conformance check -- node kakebarai-adapter.mjs
// 標準入力から1行に1つのJSONを受け取り、標準出力に1行で応答します。記録は標準エラー出力（console.error）へ。
import { createInterface } from 'node:readline';

// 検査の外では動きません。本番のサーバーに残っても、入り口になりません。
if (!process.env.KAKEBARAI_ADAPTER_DATA || process.env.NODE_ENV === 'production') {
  console.error('このアダプターは kakebarai-conformance から、テスト環境でだけ動かせます。');
  process.exit(1);
}
// お店の中の console.log が応答に混ざらないようにします。
console.log = console.error;

/** このアダプターでは扱えないもの。何を扱えないかを書きます（例：'order.partPayments'）。 */
class Unsupported extends Error {}

/** 1つのセッションのお店。セッションごとに、まっさらなお店と加盟店が1つずつ使われます。 */
class Shop {
  constructor(connection, settings) {
    // 送信先（connection.url）・加盟店コード（traderCode）・パスワード（passWord）を、お店の設定に入れます。
    // 扱えない設定があれば、throw new Unsupported('settings.taxCalculation=perUnit') のように知らせます。
    this.connection = connection;
    this.settings = settings;
  }

  /** 注文を確定します。金額はお店が計算します。金額の文字列を parseFloat しないでください。 */
  async placeOrder(m) {
    // 書き換える例：
    // return { result: 'done', orderNumber: '100234', shown: { total: '1600', tax: '145' },
    //   told: { buyer: 'ご注文ありがとうございました。', operator: '' } };
    // 断られたら refused と code、送っていなければ notSent と problems、応答がなければ unknown です。
    throw new Unsupported('placeOrder');
  }

  /** お店が知っている注文の状態を返します。 */
  async orderStatus(m) {
    // return { state: 'registered', open: [], paid: true, slipNumber: null };
    throw new Unsupported('orderStatus');
  }

  // ほかの動詞も、ここに同じ名前で足し、下の can に書きます（offer、cancelOrder、ship、recover …）。
}

const shops = new Map();
const verbs = {
  start: () => ({
    protocol: 1,
    integration: { name: 'わたしのお店', version: '1.0', language: 'node', languageVersion: process.versions.node },
    can: ['order', 'status'],
    accepts: { rounding: ['down'], taxCalculation: ['perRate'], taxIncluded: [true, false], timeoutMs: [30000] },
    sessions: 1,
  }),
  begin: (m) => { shops.set(m.session, new Shop(m.connection, m.settings)); return { ok: true }; },
  end: (m) => { shops.delete(m.session); return { ok: true }; },
  stop: () => ({ ok: true }),
};

async function answer(m) {
  if (Object.hasOwn(verbs, m.do)) return verbs[m.do](m);
  if (m.do === 'constructor' || !Object.hasOwn(Shop.prototype, m.do)) throw new Unsupported(m.do);
  const shop = shops.get(m.session);
  if (!shop) throw new Error(`セッション ${m.session} は始まっていません`);
  return shop[m.do](m);
}

createInterface({ input: process.stdin }).on('line', async (line) => {
  const m = JSON.parse(line);
  let result;
  try {
    result = await answer(m);
  } catch (e) {
    result = e instanceof Unsupported
      ? { unsupported: e.message }
      : { failed: { message: String(e), trace: e.stack } };
  }
  process.stdout.write(JSON.stringify({ id: m.id, ...result }) + '\n', () => {
    if (m.do === 'stop') process.exit(0);
  });
});
