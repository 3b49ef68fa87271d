# クロネコ掛け払い適合検査のアダプター。動かし方：
#   kakebarai-conformance check -- python3 kakebarai_adapter.py
# 標準入力から1行に1つのJSONを受け取り、標準出力に1行で応答します。記録は標準エラー出力へ。
import json
import os
import platform
import sys
import traceback

# 検査の外では動きません。本番のサーバーに残っても、入り口になりません。
if "KAKEBARAI_ADAPTER_DATA" not in os.environ or os.environ.get("APP_ENV") == "production":
    sys.exit("このアダプターは kakebarai-conformance から、テスト環境でだけ動かせます。")

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
sys.stderr.reconfigure(encoding="utf-8")
# お店の中の print が応答に混ざらないようにします。
answers = sys.stdout
sys.stdout = sys.stderr


class Unsupported(Exception):
    """このアダプターでは扱えないもの。何を扱えないかを書きます（例："order.partPayments"）。"""


class Shop:
    """1つのセッションのお店。セッションごとに、まっさらなお店と加盟店が1つずつ使われます。"""

    def __init__(self, connection, settings):
        # 送信先（connection["url"]）・加盟店コード（traderCode）・パスワード（passWord）を、お店の設定に入れます。
        # 扱えない設定があれば、raise Unsupported("settings.taxCalculation=perUnit") のように知らせます。
        self.connection = connection
        self.settings = settings

    def placeOrder(self, m):
        """注文を確定します。金額はお店が計算します。金額の文字列は float ではなく decimal.Decimal に。"""
        # 書き換える例：
        # return {"result": "done", "orderNumber": "100234", "shown": {"total": "1600", "tax": "145"},
        #         "told": {"buyer": "ご注文ありがとうございました。", "operator": ""}}
        # 断られたら refused と code、送っていなければ notSent と problems、応答がなければ unknown です。
        raise Unsupported("placeOrder")

    def orderStatus(self, m):
        """お店が知っている注文の状態を返します。"""
        # return {"state": "registered", "open": [], "paid": True, "slipNumber": None}
        raise Unsupported("orderStatus")

    # ほかの動詞も、ここに同じ名前で足し、VERBS と can に書きます（offer、cancelOrder、ship、recover …）。


VERBS = {"placeOrder", "orderStatus"}
shops = {}


def answer(m):
    verb = m["do"]
    if verb == "start":
        return {
            "protocol": 1,
            "integration": {"name": "わたしのお店", "version": "1.0", "language": "python",
                            "languageVersion": platform.python_version()},
            "can": ["order", "status"],
            "accepts": {"rounding": ["down"], "taxCalculation": ["perRate"], "taxIncluded": [True, False],
                        "timeoutMs": [30000]},
            "sessions": 1,
        }
    if verb == "begin":
        shops[m["session"]] = Shop(m["connection"], m["settings"])
        return {"ok": True}
    if verb == "end":
        shops.pop(m["session"], None)
        return {"ok": True}
    if verb == "stop":
        return {"ok": True}
    if verb not in VERBS:
        raise Unsupported(verb)
    if m["session"] not in shops:
        raise LookupError(f"セッション {m['session']} は始まっていません")
    return getattr(shops[m["session"]], verb)(m)


for line in sys.stdin:
    message = json.loads(line)
    try:
        result = answer(message)
    except Unsupported as e:
        result = {"unsupported": str(e)}
    except Exception as e:
        result = {"failed": {"message": repr(e), "trace": traceback.format_exc()}}
    print(json.dumps({"id": message["id"], **result}, ensure_ascii=False), file=answers, flush=True)
    if message["do"] == "stop":
        break
