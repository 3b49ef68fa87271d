<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 決済登録の明細1件。 */
final class Line
{
    /**
     * @param int $amount 税抜の金額、円
     * @param int $tax 消費税、円
     */
    public function __construct(
        public readonly string $name,
        public readonly string $code,
        public readonly int $amount,
        public readonly int $tax,
        public readonly ?Decimal $quantity = null,
        public readonly ?Decimal $unitPrice = null,
    ) {
    }

    /** @return array<string, string|null> preview の明細 */
    public function toArray(): array
    {
        return [
            'name' => $this->name,
            'code' => $this->code,
            'quantity' => $this->quantity?->text(),
            'unitPrice' => $this->unitPrice?->text(),
            'amount' => (string) $this->amount,
            'tax' => (string) $this->tax,
        ];
    }

    /** @return array<string, string> 送信する項目 */
    public function fields(int $number): array
    {
        $fields = ["shohinMei{$number}" => $this->name, "shohinCode{$number}" => $this->code];
        if ($this->quantity !== null) {
            $fields["suryo{$number}"] = $this->quantity->text();
        }
        if ($this->unitPrice !== null) {
            $fields["tanka{$number}"] = $this->unitPrice->text();
        }
        return $fields + ["kessaiKingaku{$number}" => (string) $this->amount, "shohiZei{$number}" => (string) $this->tax];
    }
}
