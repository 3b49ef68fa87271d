<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/**
 * 消費税の計算。決済金額（settlePrice）は税抜、消費税（shohiZei）は別に送るので、
 * 内税の金額からは税を引き出し、外税の金額には税を足します。どちらも、お店に表示した合計と1円まで一致します。
 */
final class Taxes
{
    /** @var array<string, Tax> まとめて計算する税 */
    public readonly array $groups;

    /** @var array<string, int> それぞれの税額、円 */
    public readonly array $sums;

    /** @var list<int> 商品・送料・手数料の税抜の金額、円 */
    public readonly array $net;

    /** ご注文割引の税抜の金額、円（マイナス）。 */
    public readonly int $discount;

    /**
     * @param string $rounding down 切り捨て、up 切り上げ、halfUp 四捨五入
     * @param string $calculation perRate 税率ごとに1回、perLine 明細ごと、perUnit 単価
     */
    public function __construct(Order $order, private readonly string $rounding, private readonly string $calculation)
    {
        $shares = $this->discountShares($order);
        $groups = [];
        $sums = [];
        $net = array_map(static fn (Part $part): int => $part->amount, $order->parts);
        $discount = -array_sum($shares);
        foreach ($order->parts as $part) {
            if ($part->tax !== null) {
                $groups[$part->tax->group()] ??= $part->tax;
            }
        }
        foreach ($groups as $group => $tax) {
            $parts = array_filter($order->parts, static fn (Part $part): bool => $part->tax?->group() === $group);
            $share = $shares[$group] ?? 0;
            $sums[$group] = $this->sum($tax, $parts, $share);
            if ($tax->included) {
                // 税額を、割引を含むそれぞれの明細から、金額の割合で引きます。端数で合計がずれることはありません。
                $amounts = array_map(static fn (Part $part): int => $part->amount, $parts) + ['discount' => -$share];
                foreach (self::share($sums[$group], $amounts) as $at => $taken) {
                    if ($at === 'discount') {
                        $discount -= $taken;
                    } else {
                        $net[$at] -= $taken;
                    }
                }
            }
        }
        $this->groups = $groups;
        $this->sums = $sums;
        $this->net = $net;
        $this->discount = $discount;
    }

    /**
     * @param array<int, Part> $parts 同じ税の部分
     * @param int $discount そのうちの割引、円
     */
    private function sum(Tax $tax, array $parts, int $discount): int
    {
        if ($this->calculation === 'perRate') {
            $amount = array_sum(array_map(static fn (Part $part): int => $part->amount, $parts)) - $discount;
            return $tax->of($amount, $this->rounding);
        }
        $sum = -$tax->of($discount, $this->rounding);
        foreach ($parts as $part) {
            $sum += $this->calculation === 'perUnit' ? $this->byUnit($tax, $part) : $tax->of($part->amount, $this->rounding);
        }
        // 1つずつ丸めた税を合わせても、割引の税より少なくはなりません。
        return max(0, $sum);
    }

    private function byUnit(Tax $tax, Part $part): int
    {
        $unit = $tax->of($part->unitPrice->hundredths, $this->rounding, 100);
        $product = Decimal::multiply($unit, $part->quantity->hundredths)
            ?? throw Unsendable::because($part->field, "「{$part->name}」の金額が大きすぎます。ご注文を分けてください。");
        $sum = Decimal::divide($product, 100, $this->rounding);
        // 1円に満たない単価を1つずつ切り上げると、内税では代金より多くなることがあります。
        return $tax->included ? min($sum, $part->amount) : $sum;
    }

    /**
     * ご注文割引を、税ごとの商品の金額の割合で分けます。
     *
     * @return array<string, int> 税（非課税は空） => 円
     */
    private function discountShares(Order $order): array
    {
        if ($order->discount === 0) {
            return [];
        }
        $amounts = [];
        foreach ($order->parts as $part) {
            if ($part->kind === Part::ITEM) {
                $group = $part->tax?->group() ?? '';
                $amounts[$group] = ($amounts[$group] ?? 0) + $part->amount;
            }
        }
        if ($order->discount > array_sum($amounts)) {
            throw Unsendable::because('discount', '割引が、商品の合計を超えています');
        }
        return self::share($order->discount, $amounts);
    }

    /**
     * 金額の割合で分けます。足すと、必ず元の額になります。
     *
     * @template K of array-key
     * @param array<K, int> $amounts
     * @return array<K, int>
     */
    private static function share(int $whole, array $amounts): array
    {
        $sum = array_sum($amounts);
        $shares = [];
        [$reached, $given] = [0, 0];
        foreach ($amounts as $at => $amount) {
            $reached += $amount;
            $product = Decimal::multiply($whole, $reached)
                ?? throw Unsendable::because('order', '金額が大きすぎます。ご注文を分けてください。');
            $upTo = $sum === 0 ? $whole : Decimal::divide($product, $sum, 'halfUp');
            $shares[$at] = $upTo - $given;
            $given = $upTo;
        }
        return $shares;
    }
}
