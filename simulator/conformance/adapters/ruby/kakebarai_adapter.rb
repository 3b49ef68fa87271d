# クロネコ掛け払い適合検査のアダプター。動かし方：
#   kakebarai-conformance check -- ruby kakebarai_adapter.rb
# 標準入力から1行に1つのJSONを受け取り、標準出力に1行で応答します。記録は標準エラー出力（warn）へ。
require "json"

# 検査の外では動きません。本番のサーバーに残っても、入り口になりません。
if ENV["KAKEBARAI_ADAPTER_DATA"].nil? || ENV["RAILS_ENV"] == "production"
  abort "このアダプターは kakebarai-conformance から、テスト環境でだけ動かせます。"
end

$stdin.set_encoding("UTF-8")
# お店の中の puts が応答に混ざらないようにします。
ANSWERS = $stdout.dup
ANSWERS.set_encoding("UTF-8")
ANSWERS.sync = true
$stdout = $stderr

# このアダプターでは扱えないもの。何を扱えないかを書きます（例："order.partPayments"）。
class Unsupported < StandardError; end

# 1つのセッションのお店。セッションごとに、まっさらなお店と加盟店が1つずつ使われます。
class Shop
  def initialize(connection, settings)
    # 送信先（connection["url"]）・加盟店コード（traderCode）・パスワード（passWord）を、お店の設定に入れます。
    # 扱えない設定があれば、raise Unsupported, "settings.taxCalculation=perUnit" のように知らせます。
    @connection = connection
    @settings = settings
  end

  # 注文を確定します。金額はお店が計算します。金額の文字列は to_f ではなく BigDecimal に。
  def placeOrder(m)
    # 書き換える例：
    # { result: "done", orderNumber: "100234", shown: { total: "1600", tax: "145" },
    #   told: { buyer: "ご注文ありがとうございました。", operator: "" } }
    # 断られたら refused と code、送っていなければ notSent と problems、応答がなければ unknown です。
    raise Unsupported, "placeOrder"
  end

  # お店が知っている注文の状態を返します。
  def orderStatus(m)
    # { state: "registered", open: [], paid: true, slipNumber: nil }
    raise Unsupported, "orderStatus"
  end

  # ほかの動詞も、ここに同じ名前で足し、下の can に書きます（offer、cancelOrder、ship、recover …）。
end

SHOPS = {}

def answer(m)
  case m["do"]
  when "start"
    { protocol: 1,
      integration: { name: "わたしのお店", version: "1.0", language: "ruby", languageVersion: RUBY_VERSION },
      can: %w[order status],
      accepts: { rounding: ["down"], taxCalculation: ["perRate"], taxIncluded: [true, false], timeoutMs: [30_000] },
      sessions: 1 }
  when "begin"
    SHOPS[m["session"]] = Shop.new(m["connection"], m["settings"])
    { ok: true }
  when "end"
    SHOPS.delete(m["session"])
    { ok: true }
  when "stop"
    { ok: true }
  else
    raise Unsupported, m["do"] unless Shop.public_instance_methods(false).include?(m["do"].to_sym)
    shop = SHOPS[m["session"]] or raise "セッション #{m["session"]} は始まっていません"
    shop.public_send(m["do"], m)
  end
end

$stdin.each_line do |line|
  m = JSON.parse(line)
  result =
    begin
      answer(m)
    rescue Unsupported => e
      { unsupported: e.message }
    rescue StandardError, NotImplementedError => e
      { failed: { message: "#{e.class}: #{e.message}", trace: e.backtrace.join("\n") } }
    end
  ANSWERS.puts({ id: m["id"] }.merge(result).to_json)
  break if m["do"] == "stop"
end
