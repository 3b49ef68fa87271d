<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use InvalidArgumentException;

/** お客様が確定した注文の中身。 */
final class Order
{
    /**
     * @param list<Part> $parts 商品、送料、手数料の順
     * @param int $discount ご注文割引、円（正の数）
     * @param list<array{name: string, amount: int}> $payments ポイント・ギフト券、円（正の数）
     */
    private function __construct(
        public readonly array $parts,
        public readonly int $discount,
        public readonly array $payments,
        public readonly bool $hasDisabledTax,
    ) {
    }

    /**
     * @param array<string, mixed> $message アダプターに届いた order
     * @throws Unsendable
     */
    public static function fromMessage(array $message): self
    {
        $taxes = self::taxes($message['taxes'] ?? null);
        $parts = [];
        $problems = [];
        foreach (self::rows($message) as $field => [$kind, $row]) {
            try {
                $parts[] = self::part($kind, $field, $row, $taxes);
            } catch (Unsendable $unsendable) {
                array_push($problems, ...$unsendable->problems);
            }
        }
        if ($parts === [] && $problems === []) {
            $problems[] = new Problem('items', '商品がありません');
        }
        if ($problems !== []) {
            throw new Unsendable($problems);
        }
        return new self(
            $parts,
            self::yen($message['discount'] ?? '0', 'discount'),
            self::payments($message['partPayments'] ?? []),
            in_array(null, $taxes, true),
        );
    }

    /**
     * @param array<string, mixed> $message
     * @return array<string, array{string, array<string, mixed>}> 欄の名前 => 種類と中身
     */
    private static function rows(array $message): array
    {
        $rows = [];
        foreach ($message['items'] as $at => $item) {
            $rows["items[{$at}]"] = [Part::ITEM, $item];
        }
        foreach ($message['shipping'] ?? [] as $at => $shipping) {
            $rows["shipping[{$at}]"] = [Part::SHIPPING, $shipping + ['name' => '送料']];
        }
        if (isset($message['fee'])) {
            $rows['fee'] = [Part::FEE, $message['fee'] + ['name' => '支払手数料']];
        }
        return $rows;
    }

    /**
     * @param list<array<string, mixed>>|null $taxes
     * @return array<string, ?Tax> 無効の税は null
     */
    private static function taxes(?array $taxes): array
    {
        if ($taxes === null) {
            return ['default' => Tax::standard()];
        }
        $known = [];
        foreach ($taxes as $tax) {
            $rate = Decimal::parse($tax['rate'])
                ?? throw Unsendable::because('taxes', '税率は、小数点以下2桁までにしてください');
            $known[$tax['key']] = $tax['enabled'] ? new Tax($tax['name'], $rate->hundredths, $tax['included']) : null;
        }
        return $known;
    }

    /**
     * @param array<string, mixed> $row
     * @param array<string, ?Tax> $taxes
     */
    private static function part(string $kind, string $field, array $row, array $taxes): Part
    {
        $key = $row['tax'] ?? null;
        if ($key !== null && !array_key_exists($key, $taxes)) {
            throw new InvalidArgumentException("税「{$key}」はありません");
        }
        $isItem = $kind === Part::ITEM;
        $name = trim((string) $row['name']);
        $unitPrice = Decimal::parse($isItem ? $row['unitPrice'] : $row['price']);
        $quantity = Decimal::parse($isItem ? $row['quantity'] : '1');
        if ($unitPrice === null || $quantity === null) {
            throw Unsendable::because($field, "「{$name}」の単価と数量は、小数点以下2桁までにしてください");
        }
        if ($unitPrice->hundredths < 0) {
            throw Unsendable::because($field, "「{$name}」の金額がマイナスです");
        }
        if ($quantity->hundredths <= 0) {
            throw Unsendable::because($field . '.quantity', "「{$name}」の数量は0より大きくしてください");
        }
        $amount = $unitPrice->times($quantity)
            ?? throw Unsendable::because($field, "「{$name}」の金額が大きすぎます。ご注文を分けてください。");
        $code = $isItem ? (string) $row['code'] : '';
        return new Part($kind, $field, $name, $code, $unitPrice, $quantity, $amount, $key === null ? null : $taxes[$key]);
    }

    private static function yen(string $text, string $field): int
    {
        $amount = Decimal::parse($text);
        if ($amount === null || $amount->hundredths < 0) {
            throw Unsendable::because($field, '金額は、0以上の数で指定してください');
        }
        return $amount->inYen();
    }

    /**
     * @param list<array{name: string, amount: string}> $payments
     * @return list<array{name: string, amount: int}>
     */
    private static function payments(array $payments): array
    {
        $paid = [];
        foreach ($payments as $at => $payment) {
            $amount = self::yen($payment['amount'], "partPayments[{$at}]");
            if ($amount > 0) {
                $paid[] = ['name' => $payment['name'], 'amount' => $amount];
            }
        }
        return $paid;
    }
}
