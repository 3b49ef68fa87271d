// クロネコ掛け払い適合検査のアダプター（この雛形は、まだ .NET で動かして確かめていません）。動かし方：
//   dotnet build --output bin/kakebarai
//   kakebarai-conformance check -- dotnet bin/kakebarai/KakebaraiAdapter.dll
// 標準入力から1行に1つのJSONを受け取り、標準出力に1行で応答します。記録は標準エラー出力（Console.Error）へ。
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

// 検査の外では動きません。本番のサーバーに残っても、入り口になりません。
if (Environment.GetEnvironmentVariable("KAKEBARAI_ADAPTER_DATA") is null
    || Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") == "Production")
{
    Console.Error.WriteLine("このアダプターは kakebarai-conformance から、テスト環境でだけ動かせます。");
    return 1;
}

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var input = new StreamReader(Console.OpenStandardInput(), utf8);
using var answers = new StreamWriter(Console.OpenStandardOutput(), utf8) { NewLine = "\n" };
// お店の中の Console.WriteLine が応答に混ざらないようにします。
Console.SetOut(Console.Error);
var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
var shops = new Dictionary<string, Shop>();

string? line;
while ((line = input.ReadLine()) != null)
{
    var m = JsonNode.Parse(line)!.AsObject();
    var verb = (string)m["do"]!;
    JsonObject answer;
    try
    {
        answer = Answer(verb, m);
    }
    catch (Unsupported e)
    {
        answer = new JsonObject { ["unsupported"] = e.Message };
    }
    catch (Exception e)
    {
        answer = new JsonObject { ["failed"] = new JsonObject { ["message"] = e.Message, ["trace"] = e.ToString() } };
    }
    answer["id"] = m["id"]!.DeepClone();
    answers.WriteLine(answer.ToJsonString(options));
    answers.Flush();
    if (verb == "stop")
    {
        break;
    }
}
return 0;

JsonObject Answer(string verb, JsonObject m)
{
    switch (verb)
    {
        case "start":
            return new JsonObject
            {
                ["protocol"] = 1,
                ["integration"] = new JsonObject { ["name"] = "わたしのお店", ["version"] = "1.0", ["language"] = "csharp", ["languageVersion"] = Environment.Version.ToString() },
                ["can"] = new JsonArray("order", "status"),
                ["accepts"] = new JsonObject
                {
                    ["rounding"] = new JsonArray("down"),
                    ["taxCalculation"] = new JsonArray("perRate"),
                    ["taxIncluded"] = new JsonArray(true, false),
                    ["timeoutMs"] = new JsonArray(30000),
                },
                ["sessions"] = 1,
            };
        case "begin":
            shops[(string)m["session"]!] = new Shop(m["connection"]!.AsObject(), m["settings"]!.AsObject());
            return new JsonObject { ["ok"] = true };
        case "end":
            shops.Remove((string)m["session"]!);
            return new JsonObject { ["ok"] = true };
        case "stop":
            return new JsonObject { ["ok"] = true };
        case "placeOrder":
            return Open(m).PlaceOrder(m);
        case "orderStatus":
            return Open(m).OrderStatus(m);
        // ほかの動詞も、ここに足し、上の can に書きます（offer、cancelOrder、ship、recover …）。
        default:
            throw new Unsupported(verb);
    }
}

Shop Open(JsonObject m)
{
    var session = (string)m["session"]!;
    return shops.TryGetValue(session, out var shop)
        ? shop
        : throw new InvalidOperationException($"セッション {session} は始まっていません");
}

/// <summary>このアダプターでは扱えないもの。何を扱えないかを書きます（例："order.partPayments"）。</summary>
class Unsupported : Exception
{
    public Unsupported(string what) : base(what) { }
}

/// <summary>1つのセッションのお店。セッションごとに、まっさらなお店と加盟店が1つずつ使われます。</summary>
class Shop
{
    private readonly JsonObject connection;
    private readonly JsonObject settings;

    public Shop(JsonObject connection, JsonObject settings)
    {
        // 送信先（url）・加盟店コード（traderCode）・パスワード（passWord）を、お店の設定に入れます。
        // 扱えない設定があれば、throw new Unsupported("settings.taxCalculation=perUnit"); のように知らせます。
        this.connection = connection;
        this.settings = settings;
    }

    /// <summary>注文を確定します。金額はお店が計算します。金額の文字列は double ではなく decimal に。</summary>
    public JsonObject PlaceOrder(JsonObject m)
    {
        // 書き換える例：
        // return new JsonObject { ["result"] = "done", ["orderNumber"] = "100234",
        //     ["shown"] = new JsonObject { ["total"] = "1600", ["tax"] = "145" } };
        // 断られたら refused と code、送っていなければ notSent と problems、応答がなければ unknown です。
        throw new Unsupported("placeOrder");
    }

    /// <summary>お店が知っている注文の状態を返します。</summary>
    public JsonObject OrderStatus(JsonObject m)
    {
        // return new JsonObject { ["state"] = "registered", ["open"] = new JsonArray(), ["paid"] = true };
        throw new Unsupported("orderStatus");
    }
}
