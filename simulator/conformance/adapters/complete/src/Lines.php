<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 注文から、決済登録の明細を作ります。明細の和は、必ず決済金額と消費税になります。 */
final class Lines
{
    private const MOST_LINES = 99;
    private const LONGEST_AMOUNT = 8;
    private const LONGEST_QUANTITY = 9;
    private const MOST_PRICE = 999_999_999;
    private const MOST_TAX = 999_999;

    /** @var list<string> */
    private array $warnings = [];

    private readonly ProductCodes $codes;

    public function __construct(private readonly Settings $settings)
    {
        $this->codes = new ProductCodes($settings->productCodes);
    }

    /** @throws Unsendable */
    public function of(Order $order): Statement
    {
        $this->warnings = [];
        $taxes = new Taxes($order, $this->settings->rounding, $this->settings->taxCalculation);
        $goods = $this->goods($order, $taxes);
        $others = $this->others($order, $taxes);
        $price = array_sum($taxes->net) + $taxes->discount;
        $tax = array_sum($taxes->sums);
        $payments = $this->payments($order->payments, $price, $tax);
        foreach ($payments as $payment) {
            $price += $payment->amount;
            $tax += $payment->tax;
        }
        $after = [...$others, ...$payments, ...$this->taxLines($taxes)];
        $lines = [...$this->merged($goods, self::MOST_LINES - count($after)), ...$after];
        $this->check($lines, $price, $tax);
        if ($tax === 0 && $order->hasDisabledTax) {
            $this->warnings[] = 'この注文には消費税がありません。税が無効になっていないか、確かめてください';
        }
        return new Statement($lines, $price, $tax, $this->warnings);
    }

    /** @return list<Line> */
    private function goods(Order $order, Taxes $taxes): array
    {
        $lines = [];
        $problems = [];
        foreach ($order->parts as $at => $part) {
            if ($part->kind !== Part::ITEM) {
                continue;
            }
            try {
                $code = $this->codes->fit($part, $this->warnings);
                $name = ProductNames::fit($part->name, $this->warnings);
                $net = $taxes->net[$at];
                $lines[] = new Line($name, $code, $net, 0, $this->quantity($part), $this->unitPrice($part, $net));
            } catch (Unsendable $unsendable) {
                array_push($problems, ...$unsendable->problems);
            }
        }
        if ($problems !== []) {
            throw new Unsendable($problems);
        }
        return $lines;
    }

    /** @return list<Line> 送料・割引・手数料 */
    private function others(Order $order, Taxes $taxes): array
    {
        $lines = [Part::SHIPPING => [], 'discount' => [], Part::FEE => []];
        foreach ($order->parts as $at => $part) {
            if ($part->kind !== Part::ITEM && $part->amount > 0) {
                $code = $part->kind === Part::FEE ? 'SURCHARGE' : 'SHIPPING';
                $name = ProductNames::fit($part->name, $this->warnings);
                $lines[$part->kind][] = new Line($name, $this->code($code), $taxes->net[$at], 0);
            }
        }
        if ($taxes->discount !== 0) {
            $lines['discount'][] = new Line('ご注文割引', $this->code('DISCOUNT'), $taxes->discount, 0);
        }
        return array_merge(...array_values($lines));
    }

    /** @return list<Line> */
    private function taxLines(Taxes $taxes): array
    {
        $lines = [];
        $endings = [];
        foreach ($taxes->groups as $group => $tax) {
            if ($taxes->sums[$group] === 0) {
                continue;
            }
            // 税率を送る項目はないので、明細の名前で見分けられるようにします。
            $ending = str_contains(Width::half($tax->name), $tax->percent()) ? '' : "（{$tax->percent()}）";
            if (in_array($tax->name . $ending, $endings, true)) {
                $ending = $tax->included ? "（{$tax->percent()}内税）" : "（{$tax->percent()}外税）";
            }
            $endings[] = $tax->name . $ending;
            $name = ProductNames::fit($tax->name, $this->warnings, $ending);
            $lines[] = new Line($name, $this->code('TAX' . count($endings)), 0, $taxes->sums[$group]);
        }
        return $lines;
    }

    /**
     * ポイントとギフト券は、まず税抜の金額から引き、足りないときだけ消費税から引きます。
     * 消費税だけがマイナスの明細は送れないので、税から引く分は、金額のある明細に載せます。
     *
     * @param list<array{name: string, amount: int}> $payments
     * @return list<Line>
     */
    private function payments(array $payments, int $price, int $tax): array
    {
        $paid = array_sum(array_column($payments, 'amount'));
        if ($paid > $price + $tax) {
            throw Unsendable::because('partPayments', 'ポイントやギフト券が、ご注文の合計を超えています');
        }
        if ($paid === $price + $tax) {
            throw Unsendable::because('order', 'ご請求額が0円のため、決済を登録しません');
        }
        $fromTax = max(0, $paid - $price);
        $lines = [];
        // 税から引く分は、支払の額の割合で分けます。どの明細も、税抜の金額が必ず残ります。
        foreach (array_reverse($payments) as $payment) {
            $share = Decimal::multiply($fromTax, $payment['amount'])
                ?? throw Unsendable::because('partPayments', '金額が大きすぎます。ご注文を分けてください。');
            $taken = min(Decimal::divide($share, $paid, 'up'), $payment['amount'] - 1);
            $fromTax -= $taken;
            $paid -= $payment['amount'];
            $name = ProductNames::fit($payment['name'], $this->warnings);
            array_unshift($lines, new Line($name, $this->code('PAYMENT'), $taken - $payment['amount'], -$taken));
        }
        if ($fromTax > 0) {
            throw Unsendable::because('partPayments', 'ポイントやギフト券が、税抜の合計を超えています');
        }
        return $lines;
    }

    /**
     * 明細は99件まで。超える商品は、末尾をまとめて1件にします。
     *
     * @param list<Line> $goods
     * @return list<Line>
     */
    private function merged(array $goods, int $most): array
    {
        if (count($goods) <= $most) {
            return $goods;
        }
        $rest = array_splice($goods, $most - 1);
        $amount = array_sum(array_map(static fn (Line $line): int => $line->amount, $rest));
        $count = count($rest);
        $this->warnings[] = "明細は99件までのため、{$count}件の商品を1件にまとめて送信します";
        $goods[] = new Line("ほかの商品 {$count}件", $this->code('OTHERS'), $amount, 0);
        return $goods;
    }

    /**
     * ヤマトで扱えない大きさの金額は、切り詰めずに、送る前に断ります。
     *
     * @param list<Line> $lines
     */
    private function check(array $lines, int $price, int $tax): void
    {
        if ($tax > self::MOST_TAX || $price > self::MOST_PRICE) {
            throw Unsendable::because('order', 'クロネコ掛け払いで扱える桁数を超えます。ご注文を分けてください。');
        }
        foreach ($lines as $line) {
            if (max(strlen((string) $line->amount), strlen((string) $line->tax)) > self::LONGEST_AMOUNT) {
                throw Unsendable::because('order', "「{$line->name}」の金額が、クロネコ掛け払いで扱える桁数を超えます");
            }
        }
    }

    /** 決まったコードも、「連携しない」なら送りません。 */
    private function code(string $code): string
    {
        return $this->codes->isSent() ? $code : '';
    }

    private function quantity(Part $part): ?Decimal
    {
        return strlen($part->quantity->text()) <= self::LONGEST_QUANTITY ? $part->quantity : null;
    }

    /** 単価は税抜です。内税の商品は、税抜の金額から割り戻します。 */
    private function unitPrice(Part $part, int $net): ?Decimal
    {
        $unitPrice = $part->tax?->included
            ? Decimal::ofHundredths(Decimal::divide($net * 10_000, $part->quantity->hundredths, 'halfUp'))
            : $part->unitPrice;
        return strlen($unitPrice->text()) <= self::LONGEST_AMOUNT ? $unitPrice : null;
    }
}
