<?php

// クロネコ掛け払い適合検査のアダプターの、すべての動詞を書いた例。動かし方：
//   kakebarai-conformance run -- php kakebarai-adapter.php
// お店は src/ にあります。お店を作り替えるときに、いちばん先に読むのは src/Sending.php です。

declare(strict_types=1);

use Kakebarai\Example\Http;
use Kakebarai\Example\Shop;
use Kakebarai\Example\Store;
use Kakebarai\Example\Unsupported;

// 標準出力には応答だけを書きます。PHPの知らせは標準エラー出力へ。例外に、引数（パスワード）を残しません。
ini_set('display_errors', 'stderr');
ini_set('log_errors', '0');
ini_set('zend.exception_ignore_args', '1');
error_reporting(E_ALL);

// 検査の外では動きません。本番のサーバーに残っても、入り口になりません。
$folder = getenv('KAKEBARAI_ADAPTER_DATA');
if (PHP_SAPI !== 'cli' || $folder === false || getenv('APP_ENV') === 'production') {
    fwrite(STDERR, "このアダプターは kakebarai-conformance から、テスト環境でだけ動かせます。\n");
    exit(1);
}

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Kakebarai\\Example\\')) {
        require __DIR__ . '/src/' . substr($class, strlen('Kakebarai\\Example\\')) . '.php';
    }
});

/** 行のやり取り。1行を受け取り、お店の働きを呼び、1行で応答します。 */
final class Adapter
{
    /** 扱える動詞と、その名乗り。 */
    private const VERBS = [
        'placeOrder' => 'order', 'orderStatus' => 'status', 'recover' => 'recover', 'cancelOrder' => 'cancel',
        'cancelOrders' => 'bulkCancel', 'changeOrder' => 'amend', 'ship' => 'ship', 'unship' => 'unship',
        'offer' => 'offer', 'preview' => 'preview', 'apply' => 'apply', 'screening' => 'screening',
        'groups' => 'groups', 'log' => 'log', 'resume' => 'durable',
    ];

    /** @var array<string, Shop> */
    private array $shops = [];

    private bool $isChild = false;

    public function __construct(private readonly string $folder)
    {
        if (self::canFork()) {
            pcntl_signal(SIGCHLD, SIG_IGN);
        }
    }

    /**
     * お店への頼みは、php-fpm と同じように、1つずつ別のプロセスで扱います。
     * 2つの画面から同時に確定されたときも、お店は同じ働き方をします。
     *
     * @param array<string, mixed> $m
     * @return bool 子のプロセスに任せたか
     */
    public function handOver(#[\SensitiveParameter] array $m): bool
    {
        // お店を開く・閉じる・時計を動かすのは、親のプロセスです。
        if (!self::canFork() || !isset(self::VERBS[$m['do']]) || $m['do'] === 'resume') {
            return false;
        }
        $pid = pcntl_fork();
        $this->isChild = $pid === 0;
        return $pid > 0;
    }

    public function isChild(): bool
    {
        return $this->isChild;
    }

    /** 子のプロセスが終わるのを待ちます。 */
    public function wait(): void
    {
        while (self::canFork() && pcntl_wait($status) > 0) {
            // 次の子を待ちます。
        }
    }

    /**
     * 1行を、ほかのプロセスの行と混ざらないように書きます。
     *
     * @param array<string, mixed> $answer
     */
    public function write(array $answer): void
    {
        $flags = JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;
        $line = json_encode($answer, $flags) . "\n";
        $lock = fopen($this->folder . '/stdout.lock', 'cb');
        flock($lock, LOCK_EX);
        fwrite(STDOUT, $line);
        // 流し出さないと、道具には何も届きません。
        fflush(STDOUT);
        fclose($lock);
    }

    /** pcntl は、Debianの php-cli には初めから入っています。なければ、順に1つずつ扱います。 */
    private static function canFork(): bool
    {
        return function_exists('pcntl_fork');
    }

    /** @param array<string, mixed> $m */
    public function answer(#[\SensitiveParameter] array $m): array
    {
        return match ($m['do']) {
            'start' => $this->introduction(),
            'begin' => $this->open($m, Shop::begin(...)),
            'resume' => $this->open($m, Shop::resume(...)),
            'end' => $this->end($m['session']),
            'stop' => $this->stop(),
            default => $this->ask($m),
        };
    }

    private function introduction(): array
    {
        return [
            'protocol' => 1,
            'integration' => [
                'name' => 'PHPの見本のお店',
                'version' => '1.0',
                'language' => 'php',
                'languageVersion' => PHP_VERSION,
            ],
            // お店はロックで守られているので、1つの注文を同時に2回確定されても扱えます。
            'can' => [...array_values(self::VERBS), 'parallel'],
            'accepts' => [
                'rounding' => ['down', 'up', 'halfUp'],
                'taxCalculation' => ['perRate', 'perLine', 'perUnit'],
                'taxIncluded' => [true, false],
                'productCodes' => ['cutFromHead', 'notSent'],
                'discount' => true,
                'discountSplit' => 'byAmount',
                'partPayments' => true,
                'fee' => true,
                'fractions' => true,
                'onlyForGroup' => true,
                'environment' => ['test', 'production'],
                'testBuyers' => true,
                'clock' => true,
                'timeoutMs' => [Http::TOTAL_SECONDS * 1_000],
            ],
            'sessions' => self::canFork() ? 8 : 1,
        ];
    }

    /** @param callable(Store, array<string, mixed>): Shop $open */
    private function open(#[\SensitiveParameter] array $m, callable $open): array
    {
        $this->shops[$m['session']] = $open(new Store($this->folder . '/' . rawurlencode($m['session'])), $m);
        return ['ok' => true];
    }

    private function end(string $session): array
    {
        $this->shop($session);
        unset($this->shops[$session]);
        return ['ok' => true];
    }

    private function stop(): array
    {
        $this->wait();
        return ['ok' => true];
    }

    private function ask(array $m): array
    {
        if ($m['do'] !== 'time' && !isset(self::VERBS[$m['do']])) {
            throw new Unsupported($m['do']);
        }
        return $this->shop($m['session'])->{$m['do']}($m);
    }

    private function shop(string $session): Shop
    {
        return $this->shops[$session] ?? throw new RuntimeException("セッション {$session} は始まっていません");
    }
}

$adapter = new Adapter($folder);
while (($line = fgets(STDIN)) !== false) {
    $m = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    if ($adapter->handOver($m)) {
        continue;
    }
    try {
        $answer = $adapter->answer($m);
    } catch (Unsupported $e) {
        $answer = ['unsupported' => $e->getMessage()];
    } catch (Throwable $e) {
        $answer = ['failed' => ['message' => $e::class . ': ' . $e->getMessage(), 'trace' => $e->getTraceAsString()]];
    }
    $adapter->write(['id' => $m['id']] + $answer);
    if ($m['do'] === 'stop' || $adapter->isChild()) {
        exit(0);
    }
}
$adapter->wait();
