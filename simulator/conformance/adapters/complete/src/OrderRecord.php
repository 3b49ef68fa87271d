<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** お店の台帳にある、1つの注文の決済。 */
final class OrderRecord
{
    public const NONE = 'none';
    public const REGISTERED = 'registered';
    public const CANCELLED = 'cancelled';

    /** 受注番号。決済登録を送る前に決めます。 */
    public ?string $number = null;

    /** 決済登録を送った取引先ID。取消にも、これを使います（いまログインしている人のではなく）。 */
    public string $buyerId = '';

    /** ヤマトにあることが確かな状態。 */
    public string $state = self::NONE;

    /** @var array{total: string, tax: string}|null お客様に示した金額 */
    public ?array $shown = null;

    /** 買い物の指紋。 */
    public string $fingerprint = '';

    /** 最後に届いたエラーコード。 */
    public ?string $code = null;

    public ?string $slip = null;

    /** 送り状番号を、ヤマトに送ったか。 */
    public bool $slipIsSent = false;

    /** @var array{verb: string, fields: array<string, string>}|null 結果の分からない送信。送る前に書きます */
    public ?array $open = null;

    /**
     * 金額変更で、取消の後に登録するもの。
     *
     * @var array{fields: array<string, string>, shown: array{total: string, tax: string}, fingerprint: string}|null
     */
    public ?array $change = null;

    public function __construct(public readonly string $key, public readonly int $made)
    {
    }

    /** @param array<string, mixed> $saved */
    public static function fromArray(array $saved): self
    {
        $record = new self($saved['key'], $saved['made']);
        foreach ($saved as $name => $value) {
            if ($name !== 'key' && $name !== 'made') {
                $record->{$name} = $value;
            }
        }
        return $record;
    }

    /** @return array<string, mixed> */
    public function toArray(): array
    {
        return get_object_vars($this);
    }

    /** お店の言う取引状況。登録か取消の結果が分からない間は unknown です。 */
    public function knownState(): string
    {
        return in_array($this->open['verb'] ?? '', ['placeOrder', 'cancelOrder'], true) ? 'unknown' : $this->state;
    }
}
