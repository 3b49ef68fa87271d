<?php
// クロネコ掛け払い適合検査のアダプター。動かし方：
//   kakebarai-conformance check -- php kakebarai-adapter.php
// 標準入力から1行に1つのJSONを受け取り、標準出力に1行で応答します。記録は標準エラー出力（error_log）へ。
declare(strict_types=1);

ini_set('display_errors', 'stderr');
ini_set('log_errors', '0');
error_reporting(E_ALL);

// 検査の外では動きません。本番のサーバーに残っても、入り口になりません。
if (PHP_SAPI !== 'cli' || getenv('KAKEBARAI_ADAPTER_DATA') === false || getenv('APP_ENV') === 'production') {
    fwrite(STDERR, "このアダプターは kakebarai-conformance から、テスト環境でだけ動かせます。\n");
    exit(1);
}

// ここでお店を読み込みます。例：require __DIR__ . '/../vendor/autoload.php';

/** このアダプターでは扱えないもの。何を扱えないかを書きます（例：'order.partPayments'）。 */
final class Unsupported extends Exception
{
}

/** 1つのセッションのお店。セッションごとに、まっさらなお店と加盟店が1つずつ使われます。 */
final class Shop
{
    private array $connection;
    private array $settings;

    public function __construct(array $connection, array $settings)
    {
        // 送信先（$connection['url']）・加盟店コード（traderCode）・パスワード（passWord）を、お店の設定に入れます。
        // 扱えない設定があれば、throw new Unsupported('settings.taxCalculation=perUnit'); のように知らせます。
        $this->connection = $connection;
        $this->settings = $settings;
    }

    /** 注文を確定します。金額はお店が計算します。金額の文字列を float にしないでください。 */
    public function placeOrder(array $m): array
    {
        // 書き換える例：
        // return ['result' => 'done', 'orderNumber' => '100234', 'shown' => ['total' => '1600', 'tax' => '145'],
        //     'told' => ['buyer' => 'ご注文ありがとうございました。', 'operator' => '']];
        // 断られたら refused と code、送っていなければ notSent と problems、応答がなければ unknown です。
        throw new Unsupported('placeOrder');
    }

    /** お店が知っている注文の状態を返します。 */
    public function orderStatus(array $m): array
    {
        // return ['state' => 'registered', 'open' => [], 'paid' => true, 'slipNumber' => null];
        throw new Unsupported('orderStatus');
    }

    // ほかの動詞も、ここに同じ名前で足し、下の can に書きます（offer、cancelOrder、ship、recover …）。
}

$shops = [];

function answer(array $m, array &$shops): array
{
    switch ($m['do']) {
        case 'start':
            return [
                'protocol' => 1,
                'integration' => ['name' => 'わたしのお店', 'version' => '1.0', 'language' => 'php', 'languageVersion' => PHP_VERSION],
                'can' => ['order', 'status'],
                'accepts' => ['rounding' => ['down'], 'taxCalculation' => ['perRate'], 'taxIncluded' => [true, false], 'timeoutMs' => [30000]],
                'sessions' => 1,
            ];
        case 'begin':
            $shops[$m['session']] = new Shop($m['connection'], $m['settings']);
            return ['ok' => true];
        case 'end':
            unset($shops[$m['session']]);
            return ['ok' => true];
        case 'stop':
            return ['ok' => true];
    }
    if (!method_exists('Shop', $m['do'])) {
        throw new Unsupported($m['do']);
    }
    if (!isset($shops[$m['session']])) {
        throw new RuntimeException('セッション ' . $m['session'] . ' は始まっていません');
    }
    return $shops[$m['session']]->{$m['do']}($m);
}

while (($line = fgets(STDIN)) !== false) {
    $m = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    try {
        $answer = answer($m, $shops);
    } catch (Unsupported $e) {
        $answer = ['unsupported' => $e->getMessage()];
    } catch (Throwable $e) {
        $answer = ['failed' => ['message' => get_class($e) . ': ' . $e->getMessage(), 'trace' => $e->getTraceAsString()]];
    }
    $text = json_encode(['id' => $m['id']] + $answer, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR);
    fwrite(STDOUT, $text . "\n");
    fflush(STDOUT);
    if ($m['do'] === 'stop') {
        exit(0);
    }
}
