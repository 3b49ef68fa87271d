<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 請求の内容：明細と、決済金額（税抜）と、消費税。請求額は、その2つの和です。 */
final class Statement
{
    /**
     * @param list<Line> $lines 99件まで
     * @param list<string> $warnings 担当者に知らせること
     */
    public function __construct(
        public readonly array $lines,
        public readonly int $price,
        public readonly int $tax,
        public readonly array $warnings,
    ) {
    }

    /** @return array{total: string, tax: string} お客様に示す金額 */
    public function shown(): array
    {
        return ['total' => (string) ($this->price + $this->tax), 'tax' => (string) $this->tax];
    }

    /** @return array<string, string> 決済登録の項目（受注番号・取引先・受注日のほか） */
    public function fields(): array
    {
        $fields = ['settlePrice' => (string) $this->price, 'shohiZei' => (string) $this->tax, 'meisaiUmu' => '1'];
        foreach ($this->lines as $at => $line) {
            $fields += $line->fields($at + 1);
        }
        return $fields;
    }

    /** 同じ買い物かどうかを見分ける指紋。 */
    public function fingerprint(): string
    {
        return hash('sha256', json_encode($this->fields(), JSON_THROW_ON_ERROR));
    }
}
